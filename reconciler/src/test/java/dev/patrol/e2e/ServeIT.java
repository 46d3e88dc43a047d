package dev.patrol.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patrol.address.HostPort;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code patrol serve} beside a running cluster. The release of the nodes makes no difference here. */
@Tag("bookworm")
class ServeIT {
    private static final String NEXT_LEAP_DAY = "{allow: [{schedule: '0 0 29 2 *', duration: 1h}]}";
    private static final Duration SOON = Duration.ofSeconds(60);

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static Stage stage;
    private static Program patrol;
    private static int port;
    private static Run.Background daemon;

    @BeforeAll
    static void aDaemonBesideARunningCluster() throws IOException {
        stage = Stage.running();
        port = LocalServer.nobody().port();
        patrol = Program.in(
                Stage.newFolder(),
                Program.Access.to(stage.nodes().lab()),
                stage.definitions().folder(),
                "listen: 127.0.0.1:%d%nschedule: {interval: 1s}%n".formatted(port));
        daemon = patrol.start("serve");
    }

    @AfterAll
    static void theDaemonIsGone() {
        daemon.kill();
    }

    @BeforeEach
    void itHasFoundTheClusterInSync() {
        if (!daemon.process().isAlive()) {
            daemon = patrol.start("serve");
        }
        // A daemon that has just begun shows what the one before it left.
        Lab.await("the first pass", SOON, () -> metrics().contains("\npatrol_last_pass_timestamp_seconds "));
        awaitMetric("patrol_cluster_status{cluster=\"demo\",status=\"in_sync\"} 1.0");
    }

    @Test
    void aCommitIsCarriedOutByTheNextPass() {
        int before = steps("change_dynamic");
        String workMem = stage.definitions().grow("work_mem", 1);

        awaitMetric("patrol_git_revision_info{branch=\"main\",revision=\""
                + stage.definitions().head() + "\"} 1");
        Lab.await(
                "the new work_mem",
                SOON,
                () -> stage.nodes().sqlOnAll("SHOW work_mem").equals(Nodes.everywhere(workMem)));
        Lab.await("the step is counted once", SOON, () -> steps("change_dynamic") == before + 1);
    }

    @Test
    void anEditByHandIsUndoneByTheNextPass() {
        String before = stage.nodes().fileWithoutMarks("pg2");
        int writes = steps("write_config");
        stage.nodes().on("pg2", "echo 'log: {level: DEBUG}' >>" + stage.nodes().configFile());

        Lab.await("the step is counted once", SOON, () -> steps("write_config") == writes + 1);
        Lab.await(
                () -> "the file as Git says: " + before + "but it is "
                        + stage.nodes().fileWithoutMarks("pg2"),
                SOON,
                () -> stage.nodes().fileWithoutMarks("pg2").equals(before));
    }

    @Test
    void aBrokenRepositoryIsCountedAndTheDaemonGoesOn() {
        String good = stage.definitions().head();
        stage.definitions().write("clusters/broken.yaml", "cluster: broken\nnodes: 7\n");
        stage.definitions().commit();

        awaitMetric("patrol_cluster_status{cluster=\"broken\",status=\"stalled\"} 1.0");
        assertTrue(metrics().contains("patrol_cluster_status{cluster=\"demo\",status=\"in_sync\"} 1.0"));
        stage.definitions().goBackTo(good);
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
            stage.definitions().setKey("maintenance", NEXT_LEAP_DAY);
            stage.definitions().grow("shared_buffers", 1);
            prometheus.await(
                    "the cluster waits for its window",
                    () -> prometheus.hasData("patrol_cluster_waits_until_timestamp_seconds > time()"));
            List<DashboardQueries.Query> unanswered = new ArrayList<>(DashboardQueries.all());
            unanswered.removeIf(asked -> hasSeries(prometheus, asked));
            stage.definitions().removeKey("maintenance");
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

    /** How many steps of a kind were done, by the daemon's own count. */
    private static int steps(String kind) {
        String series = "patrol_steps_total{cluster=\"demo\",kind=\"" + kind + "\",result=\"done\"} ";
        return metrics()
                .lines()
                .filter(line -> line.startsWith(series))
                .mapToInt(line -> (int) Double.parseDouble(line.substring(series.length())))
                .sum();
    }

    private static void awaitMetric(String line) {
        Lab.await(
                () -> line + "; the daemon said " + daemon.printed(),
                SOON,
                () -> metrics().contains(line));
    }

    private static String metrics() {
        return get("http://127.0.0.1:" + port + "/metrics").body();
    }

    /** Status 0: nobody listens there yet. */
    private record Answer(int status, String body) {}

    private static Answer get(String url) {
        try {
            HttpResponse<String> response =
                    HTTP.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
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
