package dev.patrol.cli;

import dev.patrol.reconcile.FleetPass;
import dev.patrol.reconcile.FleetReport;
import dev.patrol.reconcile.PassEvents;
import dev.patrol.source.SourceException;
import dev.patrol.view.Ink;
import dev.patrol.view.JsonView;
import dev.patrol.view.OutcomeView;
import dev.patrol.view.ProgressView;
import picocli.CommandLine.Command;

/** {@code patrol apply}: one pass that carries out what it plans. */
@Command(
        name = "apply",
        mixinStandardHelpOptions = true,
        description = "One pass: plan, and carry it out.",
        footer = {"", "Exit codes: 0 converged, 1 error, 3 something left undone (the reason is printed)."})
final class ApplyCommand extends Subcommand {
    ApplyCommand(Services.Factory factory) {
        super(factory);
    }

    @Override
    int run(Services services) throws SourceException {
        Format format = options().format(Format.TEXT, Format.JSON);
        Ink ink = Ink.forTerminal();
        PassEvents progress = format == Format.TEXT ? new ProgressView(out(), ink) : new PassEvents() {};
        FleetReport report = services.pass(FleetPass.Mode.APPLY, options().selection(), progress);
        requireAllFound(services, report);
        out().print(format == Format.JSON ? JsonView.apply(report) + "\n" : new OutcomeView(ink).show(report));
        printProblemsOutsideClusters(report);
        return exitCode(report);
    }

    private static int exitCode(FleetReport report) {
        if (report.clusters().isEmpty()) {
            return ExitCode.ERROR;
        }
        boolean converged = report.clusters().stream()
                .allMatch(cluster -> cluster.status().outcome().isSuccess());
        return converged ? ExitCode.OK : ExitCode.INCOMPLETE;
    }
}
