package dev.patrol.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patrol.definition.HostPort;
import dev.patrol.deploy.DashboardQueries;
import dev.patrol.deploy.PrometheusServer;
import dev.patrol.lab.Lab;
import dev.patrol.lab.LocalServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code patrol serve} beside a running cluster. The release of the nodes makes no difference here. */
class ServeIT {
    private static final String NEXT_LEAP_DAY = "maintenance: {allow: [{schedule: '0 0 29 2 *', duration: 1h}]}\n";
    private static final Duration SOON = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newHttpClient();
    private Stage stage;
    private int port;
    private Run.Background daemon;

    @BeforeEach
    void aDaemonBesideARunningCluster() throws IOException {
        stage = Stage.running(Suite.TRIXIE);
        port = LocalServer.nobody().port();
        daemon = Program.in(
                        Stage.newFolder(),
                        Program.Access.to(stage.nodes().lab()),
                        stage.definitions().folder(),
                        "listen: 127.0.0.1:%d%nschedule: {interval: 1s}%n".formatted(port))
                .start("serve");
        awaitMetric("patrol_cluster_status{cluster=\"demo\",status=\"in_sync\"} 1.0");
    }

    @AfterEach
    void theDaemonIsGone() {
        daemon.kill();
    }

    @Test
    void aCommitIsCarriedOutByTheNextPass() {
        stage.definitions().change("work_mem: 4MB", "work_mem: 7MB");

        awaitMetric("patrol_git_revision_info{branch=\"main\",revision=\""
                + stage.definitions().head() + "\"} 1");
        Lab.await(
                "the new work_mem",
                SOON,
                () -> stage.nodes().sqlOnAll("SHOW work_mem").equals(Nodes.everywhere("7MB")));
        awaitMetric("patrol_steps_total{cluster=\"demo\",kind=\"change_dynamic\",result=\"done\"} 1.0");
    }

    @Test
    void anEditByHandIsUndoneByTheNextPass() {
        String before = stage.nodes().fileWithoutMarks("pg2");
        stage.nodes().on("pg2", "echo 'log: {level: DEBUG}' >>" + stage.nodes().configFile());

        awaitMetric("patrol_steps_total{cluster=\"demo\",kind=\"write_config\",result=\"done\"} 1.0");
        Lab.await(
                () -> "the file as Git says: " + before + "but it is "
                        + stage.nodes().fileWithoutMarks("pg2"),
                SOON,
                () -> stage.nodes().fileWithoutMarks("pg2").equals(before));
    }

    @Test
    void aBrokenRepositoryIsCountedAndTheDaemonGoesOn() {
        stage.definitions().write("clusters/broken.yaml", "cluster: broken\nnodes: 7\n");
        stage.definitions().commit();

        awaitMetric("patrol_cluster_status{cluster=\"broken\",status=\"stalled\"} 1.0");
        assertTrue(metrics().contains("patrol_cluster_status{cluster=\"demo\",status=\"in_sync\"} 1.0"));
        stage.definitions().restore(stage.nodes());
        Lab.await("no series of a cluster that is gone", SOON, () -> !metrics().contains("cluster=\"broken\""));
    }

    @Test
    void itIsHealthyAndStopsWhenItIsTold() {
        assertEquals(200, get("http://127.0.0.1:" + port + "/healthz").status());

        daemon.process().destroy();
        Run run = daemon.await();

        run.expect(0);
    }

    @Test
    void prometheusScrapesItAndEveryQueryOfTheDashboardHasData() throws IOException, InterruptedException {
        try (PrometheusServer prometheus =
                PrometheusServer.scraping(new HostPort("127.0.0.1", port), Stage.newFolder())) {
            String fine =
                    "patrol_node_reachable{cluster=\"demo\"} == 1 and on(node) sum by (node) (patrol_node_drift) == 0";
            prometheus.await(
                    "three nodes are in Prometheus",
                    () -> prometheus.query(fine).size() == 3);
            assertTrue(prometheus.hasData("time() - patrol_last_pass_timestamp_seconds < 60"));
            stage.definitions().change("users:\n", NEXT_LEAP_DAY + "users:\n");
            stage.definitions().change("shared_buffers: 32MB", "shared_buffers: 34MB");
            prometheus.await(
                    "the cluster waits for its window",
                    () -> prometheus.hasData("patrol_cluster_waits_until_timestamp_seconds > time()"));
            List<DashboardQueries.Query> unanswered = new ArrayList<>(DashboardQueries.all());
            unanswered.removeIf(asked -> hasSeries(prometheus, asked));
            stage.definitions().change(NEXT_LEAP_DAY, "");
            Lab.await(() -> "data after a rolling restart for " + unanswered, SOON.multipliedBy(2), () -> {
                unanswered.removeIf(asked -> hasSeries(prometheus, asked));
                return unanswered.isEmpty();
            });
            assertEquals(Map.of(), prometheus.failingRules());
        }
    }

    private static boolean hasSeries(PrometheusServer prometheus, DashboardQueries.Query asked) {
        return !prometheus.query(asked.expression()).isEmpty();
    }

    private void awaitMetric(String line) {
        Lab.await(
                () -> line + "; the daemon said " + daemon.printed(),
                SOON,
                () -> metrics().contains(line));
    }

    private String metrics() {
        return get("http://127.0.0.1:" + port + "/metrics").body();
    }

    /** Status 0: nobody listens there yet. */
    private record Answer(int status, String body) {}

    private Answer get(String url) {
        try {
            HttpResponse<String> response =
                    http.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (ConnectException e) {
            return new Answer(0, "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted during GET " + url, e);
        }
    }
}
