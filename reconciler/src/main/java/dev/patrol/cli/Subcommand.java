package dev.patrol.cli;

import dev.patrol.definition.ClusterDefinition;
import dev.patrol.definition.ClusterName;
import dev.patrol.definition.DefinitionFiles;
import dev.patrol.definition.DefinitionSet;
import dev.patrol.problem.Guess;
import dev.patrol.problem.Problem;
import dev.patrol.problem.Problems;
import dev.patrol.reconcile.FleetReport;
import dev.patrol.reconcile.Selection;
import dev.patrol.source.SourceException;
import dev.patrol.status.StatusStoreException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
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
            int exitCode = run(services);
            out().flush();
            return exitCode;
        } catch (SourceException | StatusStoreException e) {
            throw new CommandFailure(e.getMessage(), e);
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

    /** Says so when a name on the command line is no cluster of the repository: a typo must not look like success. */
    final void requireAllFound(FleetReport report) {
        requireAllAmong(report.clusters().stream()
                .map(cluster -> cluster.status().cluster())
                .collect(Collectors.toCollection(TreeSet::new)));
    }

    /** The definitions of the clusters asked for, with the problems that are theirs or the fleet's. */
    final DefinitionSet selected(DefinitionSet all) {
        requireAllAmong(all.names());
        Selection selection = options.selection();
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

    final void requireAllAmong(SortedSet<ClusterName> known) {
        options.selection().clusters().stream()
                .filter(name -> !known.contains(name))
                .findFirst()
                .ifPresent(missing -> {
                    throw new CommandFailure("--cluster: no cluster '" + missing + "' in this revision"
                            + hint(
                                    missing,
                                    known.stream().map(ClusterName::value).toList()));
                });
    }

    private static String hint(ClusterName missing, List<String> known) {
        List<String> zones =
                known.stream().filter(name -> name.startsWith(missing + "-z")).toList();
        return zones.isEmpty()
                ? Guess.didYouMean(missing.value(), known)
                : "; it has zones: name one or more of " + String.join(", ", zones);
    }

    /** What no cluster's part of the report has shown: problems of the fleet's file, and warnings. */
    final void printProblemsOutsideClusters(FleetReport report) {
        Set<Problem> shown = report.clusters().stream()
                .flatMap(cluster -> cluster.problems().stream())
                .collect(Collectors.toSet());
        report.problems().stream().filter(problem -> !shown.contains(problem)).forEach(err()::println);
    }
}
