package dev.patrol.deploy;

import dev.patrol.apply.StepResult;
import dev.patrol.definition.ClusterName;
import dev.patrol.definition.NodeName;
import dev.patrol.definition.Revision;
import dev.patrol.metrics.ReconcileMetrics;
import dev.patrol.plan.Step;
import dev.patrol.problem.Reason;
import dev.patrol.reconcile.ClusterReport;
import dev.patrol.reconcile.FleetReport;
import dev.patrol.reconcile.Selection;
import dev.patrol.status.ClusterStatus;
import dev.patrol.status.NodeStatus;
import dev.patrol.status.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A fleet with a cluster in every state: what two passes over it tell the metrics. */
final class SampleFleet {
    private static final Revision REVISION = new Revision("4f1c2a9be0d94cd3a7f4d9be6f6a3f7c1f0a9d21");
    private static final NodeStatus FINE = node(false, 0);

    private static final NodeStatus DUE = new NodeStatus(true, true, Map.of("file", 0, "effective", 1, "service", 0));
    private static final Outcome WAITS_FOR_ITS_WINDOW = new Outcome(
            Outcome.Kind.WAITING,
            List.of(Reason.said("its window")),
            Optional.of(Instant.now().plusSeconds(7200)));

    private SampleFleet() {}

    /** Everything is as Git says. */
    static void firstPass(ReconcileMetrics metrics) {
        pass(
                metrics,
                cluster("orders", Outcome.Kind.IN_SYNC, Map.of("pg1", FINE, "pg2", FINE)),
                cluster("web", Outcome.Kind.IN_SYNC, Map.of("pg1", FINE, "pg2", FINE)));
    }

    /** Git wants something else of most clusters, and most of what can go wrong does. */
    static void secondPass(ReconcileMetrics metrics) {
        metrics.fetchFailed("connection refused");
        step(
                metrics,
                "orders",
                new Step.WriteConfig(new NodeName("pg1"), List.of(), false, Reason.said("work_mem")),
                done());
        step(metrics, "orders", new Step.Reload(new NodeName("pg1"), Reason.said("its file is new")), done());
        step(metrics, "orders", new Step.Restart(new NodeName("pg2"), Reason.said("max_connections")), done());
        step(
                metrics,
                "web",
                new Step.Restart(new NodeName("pg2"), Reason.said("max_connections")),
                StepResult.Kind.FAILED);
        step(
                metrics,
                "web",
                new Step.Restart(new NodeName("pg1"), Reason.said("max_connections")),
                StepResult.Kind.NOT_DONE);
        pass(
                metrics,
                cluster("orders", Outcome.Kind.CHANGED, Map.of("pg1", FINE, "pg2", FINE)),
                cluster("web", Outcome.Kind.STALLED, Map.of("pg1", node(true, 0), "pg2", node(true, 0))),
                cluster(
                        "stock",
                        Outcome.of(Outcome.Kind.WAITING),
                        Map.of("pg1", node(false, 2), "pg2", NodeStatus.UNREACHABLE),
                        Optional.empty()),
                cluster("night", WAITS_FOR_ITS_WINDOW, Map.of("pg1", DUE), Optional.of(0)),
                cluster("pay", Outcome.Kind.PAUSED, Map.of("pg1", FINE)),
                cluster("test", Outcome.of(Outcome.Kind.DRIFTED), Map.of("pg1", node(false, 1)), Optional.of(1)),
                cluster("late", Outcome.of(Outcome.Kind.OUT_OF_DATE), Map.of("pg1", node(false, 1)), Optional.of(2)),
                cluster("broken", Outcome.of(Outcome.Kind.STALLED), Map.of(), Optional.empty()),
                cluster("idle", Outcome.Kind.IN_SYNC, Map.of("pg1", FINE)));
    }

    private static StepResult.Kind done() {
        return StepResult.Kind.DONE;
    }

    private static void step(ReconcileMetrics metrics, String cluster, Step step, StepResult.Kind end) {
        metrics.stepFinished(
                new ClusterName(cluster), new StepResult(step, end, Reason.said("detail"), Duration.ofSeconds(3)));
    }

    private static void pass(ReconcileMetrics metrics, ClusterReport... clusters) {
        Instant ended = Instant.now();
        FleetReport report = new FleetReport(
                REVISION,
                "main",
                Optional.empty(),
                Selection.ALL,
                List.of(clusters),
                List.of(),
                new FleetReport.Span(ended.minusMillis(1500), ended));
        report.clusters().forEach(metrics::clusterFinished);
        metrics.fleetFinished(report);
    }

    private static ClusterReport cluster(String name, Outcome.Kind kind, Map<String, NodeStatus> nodes) {
        return cluster(name, Outcome.of(kind), nodes, Optional.of(0));
    }

    private static ClusterReport cluster(
            String name, Outcome outcome, Map<String, NodeStatus> nodes, Optional<Integer> dcsDrift) {
        Instant now = Instant.now();
        ClusterStatus status = new ClusterStatus(
                new ClusterName(name),
                outcome,
                REVISION,
                Optional.empty(),
                now,
                Optional.of(outcome.isSuccess() ? now : now.minusSeconds(7200)),
                new TreeMap<>(nodes),
                dcsDrift,
                Map.of());
        return new ClusterReport(status, Optional.empty(), List.of(), List.of());
    }

    private static NodeStatus node(boolean pendingRestart, int file) {
        Map<String, Integer> drift = Map.of("file", file, "effective", 0, "service", 0);
        return new NodeStatus(true, pendingRestart, drift);
    }
}
