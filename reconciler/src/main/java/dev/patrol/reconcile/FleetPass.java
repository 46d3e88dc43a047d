package dev.patrol.reconcile;

import dev.patrol.definition.ClusterDefinition;
import dev.patrol.definition.ClusterName;
import dev.patrol.definition.DefinitionFiles;
import dev.patrol.definition.DefinitionSet;
import dev.patrol.definition.Revision;
import dev.patrol.language.DefinitionReader;
import dev.patrol.source.Checkout;
import dev.patrol.source.DefinitionSource;
import dev.patrol.source.SourceException;
import dev.patrol.status.ClusterLocks;
import dev.patrol.status.ClusterStatus;
import dev.patrol.status.NodeStatus;
import dev.patrol.status.Outcome;
import dev.patrol.status.StatusStore;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/**
 * One fetch, then a pass over every cluster, side by side. A cluster that is broken, slow or unreachable costs only
 * itself.
 */
public final class FleetPass {
    private final DefinitionSource source;
    private final Reconciler reconciler;
    private final StatusStore statuses;
    private final ClusterLocks locks;
    private final ExecutorService clusterThreads;
    private final Clock clock;
    private volatile Optional<AlreadyRead> alreadyRead = Optional.empty();

    public FleetPass(
            DefinitionSource source,
            Reconciler reconciler,
            Memory memory,
            ExecutorService clusterThreads,
            Clock clock) {
        this.source = source;
        this.reconciler = reconciler;
        this.statuses = memory.statuses();
        this.locks = memory.locks();
        this.clusterThreads = clusterThreads;
        this.clock = clock;
    }

    /** What outlives a pass. */
    public record Memory(StatusStore statuses, ClusterLocks locks) {}

    /** Whether a pass only looks, or carries out what it plans. */
    public enum Mode {
        LOOK,
        APPLY
    }

    /** Runs one pass; the events are told of everything, and the status of every cluster is kept. */
    public FleetReport run(Mode mode, Selection selection, PassEvents events) throws SourceException {
        Instant begun = clock.instant();
        Checkout checkout = fetch(events);
        DefinitionSet definitions = read(checkout.files());
        List<ClusterReport> reports = new ArrayList<>();
        for (DefinitionSet.Broken broken : definitions.broken()) {
            if (selection.includes(broken.name())) {
                reports.add(record(broken(broken, checkout.revision()), mode, events));
            }
        }
        reports.addAll(runAll(definitions.clusters(), new Call(mode, selection, checkout.revision(), events)));
        if (mode == Mode.APPLY && selection.isAll()) {
            statuses.retain(names(definitions));
        }
        FleetReport report = new FleetReport(
                checkout.revision(),
                checkout.branch(),
                selection,
                reports,
                definitions.problems(),
                new FleetReport.Span(begun, clock.instant()));
        // A pass that was told to end early has not seen every cluster.
        if (!Thread.currentThread().isInterrupted()) {
            events.fleetFinished(report);
        }
        return report;
    }

    // The daemon's passes mostly find the files of the pass before: a thousand clusters take a second to read.
    private DefinitionSet read(DefinitionFiles files) {
        Optional<AlreadyRead> before = alreadyRead.filter(read -> read.files().equals(files));
        AlreadyRead read = before.orElseGet(() -> new AlreadyRead(files, DefinitionReader.read(files)));
        alreadyRead = Optional.of(read);
        return read.definitions();
    }

    /** Texts, and the definitions that they make, always the same ones. */
    private record AlreadyRead(DefinitionFiles files, DefinitionSet definitions) {}

    private record Call(Mode mode, Selection selection, Revision revision, PassEvents events) {}

    private Checkout fetch(PassEvents events) throws SourceException {
        try {
            return source.fetch();
        } catch (SourceException e) {
            events.fetchFailed(e.getMessage());
            throw e;
        }
    }

    private List<ClusterReport> runAll(List<ClusterDefinition> clusters, Call call) {
        List<Future<ClusterReport>> pending = clusters.stream()
                .filter(cluster -> call.selection().includes(cluster.name()))
                .map(cluster -> clusterThreads.submit(() -> run(cluster, call)))
                .toList();
        List<ClusterReport> reports = new ArrayList<>();
        Optional<Throwable> bug = Optional.empty();
        for (Future<ClusterReport> future : pending) {
            try {
                reports.add(future.get());
            } catch (InterruptedException e) {
                // Each cluster stops before its next step and reports what it has not done.
                pending.forEach(running -> running.cancel(true));
                Thread.currentThread().interrupt();
                return reports;
            } catch (ExecutionException e) {
                bug = Optional.of(e.getCause());
            }
        }
        // Only now: the next pass must not meet clusters that this one still works on.
        if (bug.isPresent()) {
            throw new IllegalStateException("a pass over a cluster failed", bug.get());
        }
        return reports;
    }

    private ClusterReport run(ClusterDefinition cluster, Call call) {
        if (call.mode() == Mode.LOOK) {
            return report(
                    cluster, call, reconciler.look(cluster, call.selection().nodes(), vain(cluster)));
        }
        return locks.whileHolding(cluster.name(), () -> {
                    Reconciler.Result result =
                            reconciler.reconcile(cluster, call.selection().nodes(), vain(cluster), call.events());
                    return report(cluster, call, result);
                })
                .orElseGet(() -> locked(cluster, call));
    }

    private VainRestarts vain(ClusterDefinition cluster) {
        return VainRestarts.of(statuses.read(cluster.name()));
    }

    private ClusterReport locked(ClusterDefinition cluster, Call call) {
        Outcome outcome = new Outcome(
                Outcome.Kind.WAITING, List.of("another pass on this machine works on this cluster right now"));
        ClusterStatus status = status(cluster.name(), outcome, call.revision(), Map.of());
        return new ClusterReport(status, Optional.empty(), List.of(), List.of());
    }

    private ClusterReport report(ClusterDefinition cluster, Call call, Reconciler.Result result) {
        Outcome outcome = outcome(call.mode(), result);
        ClusterStatus status = status(cluster.name(), outcome, call.revision(), NodeStatuses.of(result))
                .withRestartedInVain(result.vain().marks());
        return record(
                new ClusterReport(
                        status,
                        result.assessment().work(),
                        result.results(),
                        result.assessment().problems()),
                call.mode(),
                call.events());
    }

    private static Outcome outcome(Mode mode, Reconciler.Result result) {
        if (result.last().isEmpty()) {
            return OutcomeRule.ofBroken(result.assessment().problems());
        }
        return mode == Mode.LOOK
                ? OutcomeRule.ofLook(result.last().get().plan())
                : OutcomeRule.ofApply(result.results(), result.last().get());
    }

    private ClusterReport broken(DefinitionSet.Broken broken, Revision revision) {
        Outcome outcome = OutcomeRule.ofBroken(broken.problems());
        ClusterStatus status = status(broken.name(), outcome, revision, Map.of());
        return new ClusterReport(status, Optional.empty(), List.of(), broken.problems());
    }

    private ClusterStatus status(
            ClusterName cluster, Outcome outcome, Revision revision, Map<String, NodeStatus> nodes) {
        ClusterStatus.Pass pass = new ClusterStatus.Pass(outcome, revision, clock.instant());
        return ClusterStatus.after(cluster, pass, nodes, statuses.read(cluster));
    }

    // `plan` changes nothing, the state folder included. A pass that was told to stop has come to nothing yet.
    private ClusterReport record(ClusterReport report, Mode mode, PassEvents events) {
        if (mode == Mode.APPLY && !Thread.currentThread().isInterrupted()) {
            statuses.record(report.status());
        }
        events.clusterFinished(report);
        return report;
    }

    private static Set<ClusterName> names(DefinitionSet definitions) {
        Set<ClusterName> names = new HashSet<>();
        definitions.clusters().forEach(cluster -> names.add(cluster.name()));
        definitions.broken().forEach(broken -> names.add(broken.name()));
        return names;
    }
}
