package dev.patrol.metrics;

import static dev.patrol.metrics.Reports.FINE;
import static dev.patrol.metrics.Reports.cluster;
import static dev.patrol.metrics.Reports.fleet;
import static dev.patrol.metrics.Reports.metrics;
import static dev.patrol.metrics.Reports.pass;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patrol.apply.StepResult;
import dev.patrol.definition.ClusterName;
import dev.patrol.definition.NodeName;
import dev.patrol.plan.Step;
import dev.patrol.problem.Reason;
import dev.patrol.reconcile.ClusterReport;
import dev.patrol.reconcile.Selection;
import dev.patrol.status.NodeStatus;
import dev.patrol.status.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReconcileMetricsTest {
    private final ReconcileMetrics metrics = metrics();

    // Other people's dashboards and alerts read these very bytes.
    @Test
    void everyMetricIsExposedByItsExactNameTypeAndLabels() {
        NodeStatus drifted = new NodeStatus(true, true, Map.of("file", 3, "effective", 1, "service", 0));
        metrics.stepFinished(new ClusterName("pay"), Reports.restart("pg1", StepResult.Kind.DONE));
        metrics.fetchFailed("no route to host");

        pass(
                metrics,
                fleet(
                        cluster("pay", Outcome.Kind.CHANGED, Map.of("pg1", drifted, "pg2", NodeStatus.UNREACHABLE)),
                        Reports.waiting("night", Reports.ENDED)));

        assertEquals(resource("exposition.prom"), metrics.text());
    }

    @Test
    void openMetricsIsGivenToWhoeverAsksForIt() {
        ReconcileMetrics.Exposition exposition = metrics.exposition("application/openmetrics-text;version=1.0.0;q=0.5");

        assertEquals("application/openmetrics-text; version=1.0.0; charset=utf-8", exposition.contentType());
        assertTrue(exposition.text().endsWith("# EOF\n"), exposition.text());
        assertTrue(exposition.text().contains("patrol_build_info{revision=\"abc123\",version=\"0.1.0\"} 1"));
        assertTrue(metrics.exposition("text/plain").contentType().startsWith("text/plain; version=0.0.4"));
    }

    @Test
    void aNodeThatCannotBeReachedAnyMoreLosesItsDrift() {
        pass(metrics, fleet(cluster("pay", Outcome.Kind.IN_SYNC, Map.of("pg1", FINE))));
        assertShows("patrol_node_drift{cluster=\"pay\",layer=\"file\",node=\"pg1\"} 0.0");

        pass(metrics, fleet(cluster("pay", Outcome.Kind.WAITING, Map.of("pg1", NodeStatus.UNREACHABLE))));

        assertShows("patrol_node_reachable{cluster=\"pay\",node=\"pg1\"} 0.0");
        assertShowsNot("patrol_node_drift");
        assertShowsNot("patrol_node_pending_restart");
    }

    @Test
    void aClusterThatLeftGitLosesAllItsSeries() {
        metrics.stepFinished(new ClusterName("old"), Reports.restart("pg9", StepResult.Kind.DONE));
        pass(
                metrics,
                fleet(
                        cluster("old", Outcome.Kind.IN_SYNC, Map.of("pg9", FINE)),
                        cluster("pay", Outcome.Kind.IN_SYNC, Map.of("pg1", FINE))));
        assertShows("cluster=\"old\"");

        pass(metrics, fleet(cluster("pay", Outcome.Kind.IN_SYNC, Map.of("pg1", FINE))));

        assertShowsNot("cluster=\"old\"");
        assertShows("patrol_node_reachable{cluster=\"pay\",node=\"pg1\"} 1.0");
    }

    @Test
    void aNodeThatLeftGitLosesAllItsSeries() {
        metrics.stepFinished(new ClusterName("pay"), Reports.restart("pg2", StepResult.Kind.DONE));
        pass(metrics, fleet(cluster("pay", Outcome.Kind.IN_SYNC, Map.of("pg1", FINE, "pg2", FINE))));
        assertShows("node=\"pg2\"");

        pass(metrics, fleet(cluster("pay", Outcome.Kind.IN_SYNC, Map.of("pg1", FINE))));

        assertShowsNot("node=\"pg2\"");
    }

    @Test
    void aBrokenDefinitionKeepsWhatWasCounted() {
        metrics.stepFinished(new ClusterName("pay"), Reports.restart("pg1", StepResult.Kind.DONE));

        pass(metrics, fleet(cluster("pay", Outcome.Kind.STALLED, Map.of())));

        assertShows("patrol_restarts_total{cluster=\"pay\",node=\"pg1\",result=\"done\"} 1.0");
        assertShows("patrol_cluster_status{cluster=\"pay\",status=\"stalled\"} 1.0");
        assertShowsNot("patrol_node_reachable{");
    }

    @Test
    void aPassOverAPartRemovesNothingElseAndIsNoPassOverTheFleet() {
        ClusterReport pay = cluster("pay", Outcome.Kind.IN_SYNC, Map.of("pg1", FINE));
        metrics.seed(List.of(
                cluster("web", Outcome.Kind.IN_SYNC, Map.of("pg5", FINE)).status()));

        pass(metrics, fleet(new Selection(Set.of(new ClusterName("pay")), Set.of()), pay));

        assertShows("patrol_cluster_status{cluster=\"web\",status=\"in_sync\"} 1.0");
        assertShows("patrol_cluster_status{cluster=\"pay\",status=\"in_sync\"} 1.0");
        assertShows("patrol_git_revision_info{branch=\"main\",revision=\"4f1c2a9be0\"} 1");
        assertShowsNot("patrol_last_pass_timestamp_seconds");
        assertShows("patrol_pass_duration_seconds_count 0");
    }

    @Test
    void aRestartThatNeverBeganIsNoRestart() {
        metrics.stepFinished(new ClusterName("pay"), Reports.restart("pg1", StepResult.Kind.NOT_DONE));

        assertShows("patrol_steps_total{cluster=\"pay\",kind=\"restart\",result=\"not_done\"} 1.0");
        assertShowsNot("patrol_restarts_total");
    }

    @ParameterizedTest
    @EnumSource(names = {"DONE", "FAILED"})
    void aSwitchoverCountsAsARestartOfTheOldLeader(StepResult.Kind kind) {
        metrics.stepFinished(
                new ClusterName("pay"),
                new StepResult(
                        new Step.Switchover(new NodeName("pg1"), Optional.empty(), Reason.said("max_connections")),
                        kind,
                        Reason.said("detail"),
                        Duration.ofSeconds(3)));

        String end = "result=\"" + kind.label() + "\"} 1.0";
        assertShows("patrol_steps_total{cluster=\"pay\",kind=\"switchover\"," + end);
        assertShows("patrol_restarts_total{cluster=\"pay\",node=\"pg1\"," + end);
    }

    @Test
    void onlyTheRevisionOfTheLastPassIsShown() {
        pass(metrics, fleet());
        pass(metrics, fleet());

        assertEquals(
                1,
                metrics.text()
                        .lines()
                        .filter(line -> line.startsWith("patrol_git_revision_info{"))
                        .count());
    }

    @Test
    void aDirectoryWithoutBranchHasAnEmptyLabel() {
        metrics.fleetFinished(new dev.patrol.reconcile.FleetReport(
                new dev.patrol.definition.Revision("working-tree-0a1b2c3d4e5f"),
                "",
                Optional.empty(),
                Selection.ALL,
                List.of(),
                List.of(),
                fleet().span()));

        assertShows("patrol_git_revision_info{branch=\"\",revision=\"working-tree-0a1b2c3d4e5f\"} 1");
    }

    private void assertShows(String part) {
        assertTrue(metrics.text().contains(part), () -> part + " is missing in\n" + metrics.text());
    }

    private void assertShowsNot(String part) {
        assertFalse(metrics.text().contains(part), () -> part + " is in\n" + metrics.text());
    }

    static String resource(String name) {
        try (var stream = ReconcileMetricsTest.class.getResourceAsStream(name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
