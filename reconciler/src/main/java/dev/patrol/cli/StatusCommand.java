package dev.patrol.cli;

import dev.patrol.reconcile.Selection;
import dev.patrol.status.ClusterStatus;
import dev.patrol.view.Ink;
import dev.patrol.view.JsonView;
import dev.patrol.view.OutcomeView;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/** {@code patrol status}: how the last pass over each cluster ended. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Print the last outcome of every cluster.",
        footer = {"", "Exit codes: 0 all in sync, 2 not all, 1 error."})
final class StatusCommand extends Subcommand {
    StatusCommand(Services.Factory factory) {
        super(factory);
    }

    @Override
    int run(Services services) {
        Format format = options().format(Format.TEXT, Format.JSON);
        Selection selection = options().selection();
        List<ClusterStatus> all = services.statuses().readAll();
        if (!all.isEmpty()) {
            names().requireClusters(
                            all.stream().map(ClusterStatus::cluster).collect(Collectors.toCollection(TreeSet::new)),
                            "in any pass so far");
        }
        List<ClusterStatus> statuses = all.stream()
                .filter(status -> selection.includes(status.cluster()))
                .toList();
        if (format == Format.JSON) {
            out().println(JsonView.status(statuses));
        } else {
            out().print(new OutcomeView(Ink.forTerminal()).show(statuses));
        }
        if (statuses.isEmpty()) {
            err().println("no pass has been recorded yet; 'patrol apply' or 'patrol serve' makes one");
        }
        Optional<String> unrecorded = services.statuses().unrecorded();
        if (unrecorded.isPresent()) {
            err().println(unrecorded.get());
            return ExitCode.ERROR;
        }
        boolean allInSync = !statuses.isEmpty()
                && statuses.stream().allMatch(status -> status.outcome().isSuccess());
        return allInSync ? ExitCode.OK : ExitCode.DIFFERS;
    }
}
