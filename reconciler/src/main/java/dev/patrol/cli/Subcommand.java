package dev.patrol.cli;

import dev.patrol.definition.ClusterName;
import dev.patrol.problem.Guess;
import dev.patrol.problem.Problem;
import dev.patrol.reconcile.FleetReport;
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

/** What all commands have in common: the options, the services, and where results go. */
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
