package dev.patrol.reconcile;

import dev.patrol.definition.ClusterDefinition;
import dev.patrol.definition.ClusterName;
import dev.patrol.definition.DefinitionFiles;
import dev.patrol.definition.DefinitionSet;
import dev.patrol.definition.NodeName;
import dev.patrol.definition.Revision;
import dev.patrol.language.DefinitionReader;
import dev.patrol.problem.Problem;
import dev.patrol.source.Checkout;
import dev.patrol.source.DefinitionSource;
import dev.patrol.source.SourceException;
import dev.patrol.status.ClusterLocks;
import dev.patrol.status.ClusterStatus;
import dev.patrol.status.NodeStatus;
import dev.patrol.status.Outcome;
import dev.patrol.status.StatusStore;
import dev.patrol.status.StatusStoreException;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One fetch, then a pass over every cluster, side by side. A cluster that is broken, slow or unreachable costs only
 * itself.
 */
public final class FleetPass {
    private static final Logger LOG = LoggerFactory.getLogger("patrol");

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
        Call call = new Call(mode, selection, checkout.revision(), events);
        List<ClusterReport> reports = new ArrayList<>();
        for (DefinitionSet.Broken broken : definitions.broken()) {
            if (selection.includes(broken.name())) {
                reports.add(broken(broken, call));
            }
        }
        reports.addAll(runAll(definitions.clusters(), call));
        if (mode == Mode.APPLY && selection.isAll()) {
            forgetAllBut(names(definitions));
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
        try {
            return call.mode() == Mode.LOOK
                    ? work(cluster, call)
                    : locks.whileHolding(cluster.name(), () -> work(cluster, call))
                            .orElseGet(() -> locked(cluster, call));
        } catch (StatusStoreException e) {
            return unremembered(cluster.name(), List.of(), call, e);
        }
    }

    private ClusterReport work(ClusterDefinition cluster, Call call) {
        Optional<ClusterStatus> before = statuses.read(cluster.name());
        VainRestarts vain = VainRestarts.of(before);
        Set<NodeName> nodes = call.selection().nodes();
        Reconciler.Result result = call.mode() == Mode.LOOK
                ? reconciler.look(cluster, nodes, vain)
                : reconciler.reconcile(cluster, nodes, vain, call.events());
        return report(cluster, call, result, before);
    }

    // Which restarts were in vain nobody knows without the status: so nothing is done, and what is there is not
    // replaced.
    private ClusterReport unremembered(
            ClusterName cluster, List<Problem> problems, Call call, StatusStoreException failure) {
        List<String> reasons =
                new ArrayList<>(problems.stream().map(Problem::toString).toList());
        reasons.add(failure.getMessage());
        Outcome outcome = new Outcome(Outcome.Kind.STALLED, reasons);
        ClusterStatus status = status(cluster, outcome, call.revision(), Map.of(), Optional.empty());
        ClusterReport report = new ClusterReport(status, Optional.empty(), List.of(), problems);
        call.events().clusterFinished(report);
        return report;
    }

    private ClusterReport locked(ClusterDefinition cluster, Call call) {
        Outcome outcome = new Outcome(
                Outcome.Kind.WAITING, List.of("another pass on this machine works on this cluster right now"));
        ClusterStatus status =
                status(cluster.name(), outcome, call.revision(), Map.of(), statuses.read(cluster.name()));
        return new ClusterReport(status, Optional.empty(), List.of(), List.of());
    }

    private ClusterReport report(
            ClusterDefinition cluster, Call call, Reconciler.Result result, Optional<ClusterStatus> before) {
        Outcome outcome = outcome(call.mode(), result);
        ClusterStatus status = status(cluster.name(), outcome, call.revision(), NodeStatuses.of(result), before)
                .withRestartedInVain(result.vain().marks());
        return record(
                new ClusterReport(
                        status,
                        result.assessment().work(),
                        result.results(),
                        result.assessment().problems()),
                call);
    }

    private static Outcome outcome(Mode mode, Reconciler.Result result) {
        if (result.last().isEmpty()) {
            return OutcomeRule.ofBroken(result.assessment().problems());
        }
        return mode == Mode.LOOK
                ? OutcomeRule.ofLook(result.last().get().plan())
                : OutcomeRule.ofApply(result.results(), result.last().get());
    }

    private ClusterReport broken(DefinitionSet.Broken broken, Call call) {
        try {
            Outcome outcome = OutcomeRule.ofBroken(broken.problems());
            ClusterStatus status =
                    status(broken.name(), outcome, call.revision(), Map.of(), statuses.read(broken.name()));
            return record(new ClusterReport(status, Optional.empty(), List.of(), broken.problems()), call);
        } catch (StatusStoreException e) {
            return unremembered(broken.name(), broken.problems(), call, e);
        }
    }

    private ClusterStatus status(
            ClusterName cluster,
            Outcome outcome,
            Revision revision,
            Map<String, NodeStatus> nodes,
            Optional<ClusterStatus> before) {
        ClusterStatus.Pass pass = new ClusterStatus.Pass(outcome, revision, clock.instant());
        return ClusterStatus.after(cluster, pass, nodes, before);
    }

    // `plan` changes nothing, the state folder included. A pass that was told to stop has come to nothing yet.
    private ClusterReport record(ClusterReport report, Call call) {
        ClusterReport told = report;
        if (call.mode() == Mode.APPLY && !Thread.currentThread().isInterrupted()) {
            try {
                statuses.record(report.status());
            } catch (StatusStoreException e) {
                told = report.stalled(e.getMessage());
            }
        }
        call.events().clusterFinished(told);
        return told;
    }

    // Of no consequence but to people who look at the statuses; the next pass tries again.
    private void forgetAllBut(Set<ClusterName> clusters) {
        try {
            statuses.retain(clusters);
        } catch (StatusStoreException e) {
            LOG.warn("clusters that are not in Git any more stay among the statuses: {}", e.getMessage());
        }
    }

    private static Set<ClusterName> names(DefinitionSet definitions) {
        Set<ClusterName> names = new HashSet<>();
        definitions.clusters().forEach(cluster -> names.add(cluster.name()));
        definitions.broken().forEach(broken -> names.add(broken.name()));
        return names;
    }
}
