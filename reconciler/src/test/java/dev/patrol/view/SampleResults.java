package dev.patrol.view;

import static dev.patrol.testing.Sketch.cluster;

import dev.patrol.apply.StepResult;
import dev.patrol.apply.Work;
import dev.patrol.definition.ClusterName;
import dev.patrol.definition.DefinitionSet;
import dev.patrol.definition.Revision;
import dev.patrol.diff.Attribution;
import dev.patrol.plan.Plan;
import dev.patrol.plan.Planner;
import dev.patrol.plan.Step;
import dev.patrol.problem.Location;
import dev.patrol.problem.Problem;
import dev.patrol.problem.Reason;
import dev.patrol.reconcile.ClusterReport;
import dev.patrol.reconcile.FleetReport;
import dev.patrol.reconcile.Selection;
import dev.patrol.render.WantedCluster;
import dev.patrol.status.ClusterStatus;
import dev.patrol.status.NodeStatus;
import dev.patrol.status.Outcome;
import dev.patrol.testing.Sketch;
import dev.patrol.testing.Wanted;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The results that {@code reconciler/docs/json.md} shows. */
final class SampleResults {
    private static final Instant ENDED = Instant.parse("2026-11-22T12:00:00Z");
    private static final Revision REVISION = new Revision("4f1c2a9be0d94cd3a7f4d9be6f6a3f7c1f0a9d21");
    private static final Revision EARLIER = new Revision("9b1d0c77a54e0e6c1f6a9a4f0e2b7f7a3b1c9e55");

    private static final Problem ERROR = Problem.error(
            new Location("clusters/pay.yaml", 14, 7),
            "unknown key 'max_conections' under 'postgresql.parameters'; did you mean 'max_connections'?");

    private SampleResults() {}

    static DefinitionSet definitions() {
        return new DefinitionSet(
                List.of(orders().wanted().definition()),
                List.of(new DefinitionSet.Broken(new ClusterName("pay"), List.of(ERROR))),
                List.of(ERROR));
    }

    static Map<dev.patrol.definition.ClusterDefinition, WantedCluster> rendered() {
        Wanted wanted = Wanted.wanted("orders", "pg1");
        return Map.of(wanted.definition(), wanted.rendered());
    }

    static FleetReport planned() {
        return fleet(
                ordersReport(
                        orders(),
                        new Outcome(
                                Outcome.Kind.OUT_OF_DATE,
                                List.of(new Reason("unfinished.steps_to_do", Map.of("count", 4)))),
                        List.of()),
                web(),
                pay());
    }

    static FleetReport applied() {
        Sketch reloaded = cluster("orders").primary("pg1").git("postgresql.parameters.work_mem", "64MB");
        List<StepResult> results =
                reloaded.plan().steps().stream().map(SampleResults::done).toList();
        return fleet(ordersReport(reloaded, Outcome.of(Outcome.Kind.CHANGED), results));
    }

    private static StepResult done(Step step) {
        Reason detail = step instanceof Step.Reload
                ? new Reason("evidence.file_read", Map.of())
                : new Reason("evidence.file_written", Map.of("file", "/etc/patroni/config.yml"));
        return new StepResult(step, StepResult.Kind.DONE, detail, Duration.ofMillis(840));
    }

    static List<ClusterStatus> statuses() {
        return planned().clusters().stream().map(ClusterReport::status).toList();
    }

    private static FleetReport fleet(ClusterReport... clusters) {
        FleetReport.Span span = new FleetReport.Span(ENDED.minusSeconds(1), ENDED);
        List<Problem> problems = List.of(clusters).stream()
                .flatMap(cluster -> cluster.problems().stream())
                .toList();
        return new FleetReport(
                REVISION,
                "main",
                Optional.of("Raise max_connections"),
                Selection.ALL,
                List.of(clusters),
                problems,
                span);
    }

    private static Sketch orders() {
        return cluster("orders")
                .primary("pg1")
                .git("postgresql.parameters.work_mem", "64MB")
                .gitDynamic("postgresql.parameters.max_connections", 300L);
    }

    private static ClusterReport ordersReport(Sketch orders, Outcome outcome, List<StepResult> results) {
        int drift = outcome.isSuccess() ? 0 : 1;
        ClusterStatus status = status("orders", outcome, Map.of("pg1", node(drift)));
        return new ClusterReport(status, Optional.of(work(orders)), results, List.of());
    }

    private static ClusterReport web() {
        Sketch web = cluster("web").primary("pg1").unreachable("pg2").gitDynamic("loop_wait", 20L);
        Plan plan = web.plan();
        Outcome outcome = new Outcome(
                Outcome.Kind.WAITING,
                plan.obstacles().stream().map(obstacle -> obstacle.reason()).toList());
        Map<String, NodeStatus> nodes = Map.of("pg1", node(0), "pg2", NodeStatus.UNREACHABLE);
        return new ClusterReport(status("web", outcome, nodes), Optional.of(work(web)), List.of(), List.of());
    }

    private static ClusterReport pay() {
        Outcome outcome = new Outcome(
                Outcome.Kind.STALLED,
                List.of(new Reason(
                        "unfinished.definition",
                        new TreeMap<>(Map.of("place", ERROR.location(), "what", ERROR.what())))));
        return new ClusterReport(status("pay", outcome, Map.of()), Optional.empty(), List.of(), List.of(ERROR));
    }

    private static Work work(Sketch sketch) {
        Attribution attribution =
                new Attribution(false, Optional.of(sketch.renderedBefore()), Optional.of(ENDED.minusSeconds(86_400)));
        Planner.Evidence evidence = sketch.evidence();
        return new Work(
                sketch.wanted().definition(),
                sketch.wanted().rendered(),
                sketch.seen(),
                sketch.plan(new Planner.Evidence(
                        evidence.wanted(), evidence.seen(), attribution.of(evidence.diff(), evidence.seen()))));
    }

    private static ClusterStatus status(String cluster, Outcome outcome, Map<String, NodeStatus> nodes) {
        boolean known = !nodes.isEmpty();
        return new ClusterStatus(
                new ClusterName(cluster),
                outcome,
                REVISION,
                known ? Optional.of(outcome.isSuccess() ? REVISION : EARLIER) : Optional.empty(),
                ENDED,
                known ? Optional.of(outcome.isSuccess() ? ENDED : ENDED.minusSeconds(86_400)) : Optional.empty(),
                new TreeMap<>(nodes),
                known ? Optional.of(outcome.isSuccess() ? 0 : 1) : Optional.empty(),
                Map.of());
    }

    private static NodeStatus node(int drift) {
        return new NodeStatus(true, false, Map.of("file", drift, "effective", 0, "service", 0));
    }
}
