package dev.patrol.reconcile;

import dev.patrol.definition.ClusterDefinition;
import dev.patrol.definition.ClusterName;
import dev.patrol.definition.DefinitionSet;
import dev.patrol.definition.NodeName;
import dev.patrol.lease.FileLeases;
import dev.patrol.lease.LeaseException;
import dev.patrol.problem.Message;
import dev.patrol.source.Checkout;
import dev.patrol.source.DefinitionSource;
import dev.patrol.source.SourceException;
import dev.patrol.status.ClusterStatus;
import dev.patrol.status.StatusStore;
import dev.patrol.status.StatusStoreException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
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
    private final Attributions attributions;
    private final StatusStore statuses;
    private final FileLeases leases;
    private final ExecutorService clusterThreads;
    private final Clock clock;
    private final LastRead definitions = new LastRead();

    public FleetPass(
            DefinitionSource source,
            Reconciler reconciler,
            Memory memory,
            ExecutorService clusterThreads,
            Clock clock) {
        this.source = source;
        this.reconciler = reconciler;
        this.attributions = new Attributions(source, reconciler.assessor());
        this.statuses = memory.statuses();
        this.leases = memory.leases();
        this.clusterThreads = clusterThreads;
        this.clock = clock;
    }

    /** What outlives a pass. */
    public record Memory(StatusStore statuses, FileLeases leases) {}

    /** Whether a pass only looks, or carries out what it plans. */
    public enum Mode {
        LOOK,
        APPLY
    }

    /** Runs one pass; the events are told of everything, and the status of every cluster is kept. */
    public FleetReport run(Mode mode, Selection selection, PassEvents events) throws SourceException {
        Instant begun = clock.instant();
        Checkout checkout = fetch(events);
        DefinitionSet wanted = definitions.of(checkout.files());
        ClusterReports made =
                new ClusterReports(statuses, clock, new ClusterReports.Pass(mode, checkout.revision(), events));
        List<ClusterReport> reports = new ArrayList<>();
        for (DefinitionSet.Broken broken : wanted.broken()) {
            if (selection.includes(broken.name())) {
                reports.add(made.ofBroken(broken));
            }
        }
        reports.addAll(runAll(wanted.clusters(), new Call(mode, selection, made, events)));
        if (mode == Mode.APPLY && selection.isAll()) {
            forgetAllBut(names(wanted), events);
        }
        FleetReport report = new FleetReport(
                checkout.revision(),
                checkout.branch(),
                checkout.subject(),
                selection,
                reports,
                wanted.problems(),
                new FleetReport.Span(begun, clock.instant()));
        // A pass that was told to end early has not seen every cluster.
        if (!Thread.currentThread().isInterrupted()) {
            events.fleetFinished(report);
        }
        return report;
    }

    private record Call(Mode mode, Selection selection, ClusterReports reports, PassEvents events) {}

    private Checkout fetch(PassEvents events) throws SourceException {
        try {
            return source.fetch();
        } catch (SourceException e) {
            events.fetchFailed(Message.of(e));
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
                bug = Optional.ofNullable(e.getCause()).or(() -> Optional.of(e));
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
                    : leases.whileHolding(cluster.name(), () -> work(cluster, call))
                            .orElseGet(() -> call.reports().ofLocked(cluster.name()));
        } catch (StatusStoreException | LeaseException e) {
            return call.reports().ofUnremembered(cluster.name(), List.of(), e);
        }
    }

    private ClusterReport work(ClusterDefinition cluster, Call call) {
        Optional<ClusterStatus> before = statuses.read(cluster.name());
        IneffectiveRestarts ineffective = IneffectiveRestarts.of(before);
        Set<NodeName> nodes = call.selection().nodes();
        Reconciler.Result result = call.mode() == Mode.LOOK
                ? reconciler.look(cluster, nodes, ineffective)
                : reconciler.reconcile(cluster, nodes, ineffective, call.events());
        return call.reports()
                .of(
                        cluster.name(),
                        result.mapWork(
                                work -> attributions.of(work, call.reports().revision(), before)),
                        before);
    }

    // Of no consequence but to people who look at the statuses; the next pass tries again.
    private void forgetAllBut(Set<ClusterName> clusters, PassEvents events) {
        try {
            statuses.retain(clusters);
        } catch (StatusStoreException e) {
            events.forgetFailed(Message.of(e));
        }
    }

    private static Set<ClusterName> names(DefinitionSet definitions) {
        Set<ClusterName> names = new HashSet<>();
        definitions.clusters().forEach(cluster -> names.add(cluster.name()));
        definitions.broken().forEach(broken -> names.add(broken.name()));
        return names;
    }
}
