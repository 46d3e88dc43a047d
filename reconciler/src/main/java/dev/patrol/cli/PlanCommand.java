package dev.patrol.cli;

import dev.patrol.reconcile.ClusterReport;
import dev.patrol.reconcile.FleetPass;
import dev.patrol.reconcile.FleetReport;
import dev.patrol.reconcile.PassEvents;
import dev.patrol.source.SourceException;
import dev.patrol.view.Ink;
import dev.patrol.view.JsonView;
import dev.patrol.view.MarkdownPlanView;
import dev.patrol.view.TextPlanView;
import picocli.CommandLine.Command;

/** {@code patrol plan}: what {@code apply} would do now, in order, and why. Changes nothing. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        description = "Observe, diff, and print what would happen, in order, and why; change nothing.",
        footer = {
            "",
            "Exit codes: 0 nothing to do, 2 something to do, 1 error,",
            "            3 some clusters could not be fully evaluated."
        })
final class PlanCommand extends Subcommand {
    PlanCommand(Services.Factory factory) {
        super(factory);
    }

    @Override
    int run(Services services) throws SourceException {
        Format format = options().format(Format.TEXT, Format.JSON, Format.MARKDOWN);
        FleetReport report = services.pass(FleetPass.Mode.LOOK, options().selection(), new PassEvents() {});
        requireAllFound(services, report);
        out().print(
                        switch (format) {
                            case TEXT ->
                                new TextPlanView(Ink.forTerminal(), options().verbose()).show(report);
                            case JSON -> JsonView.plan(report) + "\n";
                            case MARKDOWN -> MarkdownPlanView.show(report);
                        });
        printProblemsOutsideClusters(report);
        return exitCode(report);
    }

    static int exitCode(FleetReport report) {
        if (report.clusters().isEmpty()) {
            return ExitCode.ERROR;
        }
        if (!report.clusters().stream().allMatch(ClusterReport::isEvaluated)) {
            return ExitCode.INCOMPLETE;
        }
        return report.clusters().stream().anyMatch(ClusterReport::differs) ? ExitCode.DIFFERS : ExitCode.OK;
    }
}
