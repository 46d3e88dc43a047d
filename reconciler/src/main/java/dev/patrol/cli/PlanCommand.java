package dev.patrol.cli;

import dev.patrol.reconcile.ClusterReport;
import dev.patrol.reconcile.FleetPass;
import dev.patrol.reconcile.FleetReport;
import dev.patrol.reconcile.PassEvents;
import dev.patrol.source.SourceException;
import dev.patrol.status.Outcome;
import picocli.CommandLine.Command;

/** {@code patrol plan}: what {@code apply} would do now, in order, and why. Changes nothing. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        description = "Observe, diff, and print what would happen, in order, and why; change nothing.",
        footer = {
            "",
            "Exit codes: 0 nothing to do, 2 something to do, 1 error,",
            "            3 some clusters could not be judged."
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
                            case TEXT -> new TextPlanView(Ink.forTerminal()).show(report);
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
        if (!report.clusters().stream().allMatch(PlanCommand::isJudged)) {
            return ExitCode.INCOMPLETE;
        }
        boolean differs =
                report.clusters().stream().anyMatch(cluster -> !hasNothingToDo(cluster) || isDrifted(cluster));
        return differs ? ExitCode.DIFFERS : ExitCode.OK;
    }

    // With no step: the differences are only reported.
    private static boolean isDrifted(ClusterReport cluster) {
        return cluster.status().outcome().kind() == Outcome.Kind.DRIFTED;
    }

    // Not judged: a broken definition, a node that nobody sees, or a state in which nobody can say what is to be done.
    static boolean isJudged(ClusterReport cluster) {
        return cluster.planned()
                .filter(work -> work.seen().unreachable().isEmpty())
                .filter(work -> !isUnknown(cluster))
                .isPresent();
    }

    private static boolean isUnknown(ClusterReport cluster) {
        Outcome.Kind outcome = cluster.status().outcome().kind();
        return hasNothingToDo(cluster) && (outcome == Outcome.Kind.WAITING || outcome == Outcome.Kind.STALLED);
    }

    private static boolean hasNothingToDo(ClusterReport cluster) {
        return cluster.planned()
                .filter(work ->
                        work.plan().steps().isEmpty() && work.plan().held().isEmpty())
                .isPresent();
    }
}
