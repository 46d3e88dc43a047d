package dev.patrol.metrics;

import dev.patrol.apply.StepResult;
import dev.patrol.definition.ClusterName;
import dev.patrol.definition.NodeName;
import dev.patrol.definition.Revision;
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

/** What passes tell, in few words. */
public final class Reports {
    public static final Instant ENDED = Instant.parse("2026-11-22T12:00:00.250Z");
    public static final NodeStatus FINE = new NodeStatus(true, false, drift(0));

    private Reports() {}

    public static Map<String, Integer> drift(int file) {
        return Map.of("file", file, "effective", 0, "service", 0);
    }

    public static ClusterStatus status(String cluster, Outcome outcome, Map<String, NodeStatus> nodes) {
        Revision revision = new Revision("4f1c2a9be0");
        Optional<Instant> success = outcome.isSuccess() ? Optional.of(ENDED) : Optional.empty();
        return new ClusterStatus(
                new ClusterName(cluster),
                outcome,
                revision,
                Optional.empty(),
                ENDED,
                success,
                new TreeMap<>(nodes),
                nodes.isEmpty() ? Optional.empty() : Optional.of(0),
                Map.of());
    }

    static ClusterReport cluster(String cluster, Outcome.Kind kind, Map<String, NodeStatus> nodes) {
        return new ClusterReport(status(cluster, Outcome.of(kind), nodes), Optional.empty(), List.of(), List.of());
    }

    /** Of a cluster that waits for its maintenance window. */
    static ClusterReport waiting(String cluster, Instant until) {
        Outcome outcome = new Outcome(Outcome.Kind.WAITING, List.of(Reason.said("its window")), Optional.of(until));
        return new ClusterReport(status(cluster, outcome, Map.of()), Optional.empty(), List.of(), List.of());
    }

    static FleetReport fleet(ClusterReport... clusters) {
        return fleet(Selection.ALL, clusters);
    }

    static FleetReport fleet(Selection selection, ClusterReport... clusters) {
        FleetReport.Span span = new FleetReport.Span(ENDED.minus(Duration.ofMillis(1500)), ENDED);
        return new FleetReport(
                new Revision("4f1c2a9be0"), "main", Optional.empty(), selection, List.of(clusters), List.of(), span);
    }

    /** Tells the metrics of a whole pass. */
    static void pass(ReconcileMetrics metrics, FleetReport report) {
        report.clusters().forEach(metrics::clusterFinished);
        metrics.fleetFinished(report);
    }

    static StepResult restart(String node, StepResult.Kind kind) {
        return new StepResult(
                new Step.Restart(new NodeName(node), Reason.said("max_connections")),
                kind,
                Reason.said("detail"),
                Duration.ofSeconds(3));
    }

    public static ReconcileMetrics metrics() {
        return new ReconcileMetrics(new ReconcileMetrics.Build("0.1.0", "abc123"));
    }
}
