package dev.patrol.cli;

import dev.patrol.apply.Work;
import dev.patrol.definition.ClusterDefinition;
import dev.patrol.definition.ClusterName;
import dev.patrol.definition.DefinitionFiles;
import dev.patrol.definition.DefinitionSet;
import dev.patrol.language.DefinitionReader;
import dev.patrol.problem.Message;
import dev.patrol.problem.Problem;
import dev.patrol.problem.Problems;
import dev.patrol.reconcile.FleetReport;
import dev.patrol.reconcile.Selection;
import dev.patrol.source.SourceException;
import dev.patrol.status.StatusStoreException;
import dev.patrol.view.Wording;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What all commands that read definitions have in common: the options, the services, and where results go. */
abstract class Subcommand implements Callable<Integer> {
    private final Services.Factory factory;

    @Mixin
    private CommonOptions options = new CommonOptions();

    @Spec
    private CommandSpec spec;

    Subcommand(Services.Factory factory) {
        this.factory = factory;
    }

    @Override
    public final Integer call() {
        try (Services services = factory.open(options)) {
            Optional<String> unexported = Optional.empty();
            int exitCode = ExitCode.ERROR;
            try {
                exitCode = run(services);
                out().flush();
            } finally {
                unexported = services.exportMetrics();
                unexported.ifPresent(err()::println);
            }
            return unexported.isPresent() ? ExitCode.ERROR : exitCode;
        } catch (SourceException | StatusStoreException e) {
            throw new CommandFailure(Message.of(e), e);
        }
    }

    abstract int run(Services services) throws SourceException;

    final CommonOptions options() {
        return options;
    }

    final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    final PrintWriter err() {
        return spec.commandLine().getErr();
    }

    /** Says so when a name on the command line is none of the repository: a typo must not look like success. */
    final void requireAllFound(Services services, FleetReport report) throws SourceException {
        Set<ClusterName> worked = report.clusters().stream()
                .map(cluster -> cluster.status().cluster())
                .collect(Collectors.toSet());
        if (!worked.containsAll(options.selection().clusters())) {
            // The report holds only what was asked for, and the message is to name what there is.
            names().requireClusters(
                            DefinitionReader.read(services.source().fetch().files())
                                    .names(),
                            "in this revision");
        }
        List<ClusterDefinition> read = report.clusters().stream()
                .flatMap(cluster -> cluster.planned().stream())
                .map(Work::cluster)
                .toList();
        if (read.size() == report.clusters().size()) {
            names().requireNodes(read);
        }
    }

    final AskedNames names() {
        return new AskedNames(options.selection());
    }

    /** The definitions of the clusters asked for, with the problems that are theirs or the fleet's. */
    final DefinitionSet selected(DefinitionSet all) {
        names().requireClusters(all.names(), "in this revision");
        DefinitionSet selected = only(options.selection(), all);
        // Which nodes a broken definition has nobody knows.
        if (selected.broken().isEmpty()) {
            names().requireNodes(selected.clusters());
        }
        return selected;
    }

    private static DefinitionSet only(Selection selection, DefinitionSet all) {
        if (selection.clusters().isEmpty()) {
            return all;
        }
        List<ClusterDefinition> clusters = all.clusters().stream()
                .filter(cluster -> selection.includes(cluster.name()))
                .toList();
        List<DefinitionSet.Broken> broken = all.broken().stream()
                .filter(cluster -> selection.includes(cluster.name()))
                .toList();
        Set<String> files =
                clusters.stream().map(cluster -> cluster.location().file()).collect(Collectors.toSet());
        files.add(DefinitionFiles.FLEET_FILE);
        // Errors are a broken cluster's, wherever they stand; one of the fleet breaks every cluster.
        Problems problems = new Problems();
        broken.forEach(cluster -> problems.addAll(cluster.problems()));
        problems.addAll(all.problems().stream()
                .filter(problem ->
                        !problem.isError() && files.contains(problem.location().file()))
                .toList());
        return new DefinitionSet(clusters, broken, problems.all());
    }

    /** What no cluster's part of the report has shown: problems of the fleet's file, and warnings. */
    final void printProblemsOutsideClusters(FleetReport report) {
        Set<Problem> shown = report.clusters().stream()
                .flatMap(cluster -> cluster.problems().stream())
                .collect(Collectors.toSet());
        report.problems().stream()
                .filter(problem -> !shown.contains(problem))
                .map(Wording::of)
                .forEach(err()::println);
    }
}
