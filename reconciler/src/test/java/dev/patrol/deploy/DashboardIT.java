package dev.patrol.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patrol.metrics.ReconcileMetrics;
import dev.patrol.testing.KeptStatuses;
import dev.patrol.web.Health;
import dev.patrol.web.Pages;
import dev.patrol.web.WebServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What dashboards and alerts ask of a real Prometheus that scrapes the real server. */
@Tag("apart")
class DashboardIT {
    @TempDir
    private static Path folder;

    private static WebServer server;
    private static PrometheusServer prometheus;

    @BeforeAll
    static void scrapeTwoPasses() throws Exception {
        ReconcileMetrics metrics = new ReconcileMetrics(new ReconcileMetrics.Build("0.1.0", "abc123"));
        Health health = new Health(true, Optional.empty(), Instant.MAX, Optional.empty());
        server = WebServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                new Pages(metrics, () -> health, new KeptStatuses(), Clock.systemUTC()));
        SampleFleet.firstPass(metrics);
        prometheus = PrometheusServer.scraping(server.address(), folder);
        prometheus.await("the first pass is scraped", () -> prometheus.hasData("patrol_cluster_status"));
        SampleFleet.secondPass(metrics);
        prometheus.await(
                "steps are scraped twice", () -> prometheus.hasData("count_over_time(patrol_steps_total[1m]) >= 2"));
    }

    @AfterAll
    static void stop() {
        if (prometheus != null) {
            prometheus.close();
        }
        server.close();
    }

    @Test
    void everyQueryReturnsData() {
        List<DashboardQueries.Query> queries = DashboardQueries.all();

        assertTrue(queries.size() > 20, queries::toString);
        assertEquals(
                List.of(),
                queries.stream()
                        .filter(query -> !prometheus.hasData(query.expression()))
                        .toList());
    }

    @Test
    void thePanelsShowWhatThePassesFound() {
        assertEquals(2.0 / 9, only("Clusters as Git says A"), 1e-9);
        assertEquals(1, only("Nodes unreachable A"));
        assertEquals(3, only("Restarts pending A"));
        assertEquals(8, only("Keys that differ A"), "5 of nodes, 3 of the DCS");
        assertEquals(
                Map.of(
                        "orders", 0.0, "web", 0.0, "stock", 2.0, "night", 1.0, "pay", 0.0, "test", 2.0, "late", 3.0,
                        "idle", 0.0),
                byCluster("Clusters F"),
                "also of a cluster whose DCS cannot be read");
        assertEquals(
                Map.of(
                        "orders", 1.0, "web", 6.0, "stock", 4.0, "night", 4.0, "pay", 5.0, "test", 3.0, "late", 2.0,
                        "broken", 6.0, "idle", 0.0),
                byCluster("Status of each cluster A"));
    }

    @Test
    void thePanelNamesTheRevisionInShort() {
        List<PrometheusServer.Sample> revisions = prometheus.query(expression("Working from A"));

        assertEquals(1, revisions.size());
        assertEquals("4f1c2a9be0", revisions.get(0).labels().get("short"));
    }

    @Test
    void everyAlertIsEvaluatedAndSeesWhatItIsAbout() throws Exception {
        prometheus.await(
                "all rules are evaluated", () -> prometheus.failingRules().isEmpty());
        Set<String> seeing = new TreeSet<>();
        for (ShippedFiles.Alert alert : ShippedFiles.alerts()) {
            if (!prometheus.query(alert.expression()).isEmpty()) {
                seeing.add(alert.name());
            }
        }

        assertEquals(
                Set.of(
                        "PatrolClusterDrifted",
                        "PatrolClusterStalled",
                        "PatrolClusterWaitingLong",
                        "PatrolClusterPausedLong",
                        "PatrolNodeUnreachable",
                        "PatrolNodePendingRestart",
                        "PatrolRestartOverdue",
                        "PatrolRestartFailed"),
                seeing);
    }

    private static double only(String panel) {
        List<PrometheusServer.Sample> samples = prometheus.query(expression(panel));
        assertEquals(1, samples.size(), samples::toString);
        return samples.get(0).value();
    }

    private static Map<String, Double> byCluster(String panel) {
        return prometheus.query(expression(panel)).stream()
                .collect(Collectors.toMap(sample -> sample.labels().get("cluster"), sample -> sample.value()));
    }

    private static String expression(String panel) {
        return DashboardQueries.all().stream()
                .filter(query -> query.panel().equals(panel))
                .findFirst()
                .orElseThrow()
                .expression();
    }
}
