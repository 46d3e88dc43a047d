package dev.patrol.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patrol.lab.Lab;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The REST API of a running cluster moves to another port and to TLS, and PostgreSQL never notices. */
@Tag("proof")
class RestMoveIT {
    private static final String TLS = "{port: 8010, certfile: /etc/patroni/rest.crt, keyfile: /etc/patroni/rest.key}";

    private Stage stage;
    private String good;

    @BeforeEach
    void aRunningCluster() {
        stage = Stage.running();
        good = stage.definitions().head();
    }

    @AfterEach
    void theDefinitionIsAsBefore() {
        stage.definitions().goBackTo(good);
    }

    @Test
    void itMovesWhilePostgresqlGoesOnAlsoWhenAPassIsKilled() {
        // From the first move on the cluster is not what another test expects.
        stage.clusterIsSpoilt();
        // A leader that was started as a standby still has parameters of one.
        stage.switchOver();
        SortedMap<String, String> before = stage.nodes().postmasterStarts();
        stage.definitions().setKey("restapi", "{port: 8010}");
        Run.Background killed = stage.patrol().start("apply");
        Lab.await(
                "the first restart of Patroni, or the end",
                Duration.ofSeconds(120),
                () -> killed.printed().contains("restart Patroni")
                        || !killed.process().isAlive());
        killed.kill();

        Planned apply = stage.patrol().apply(0);

        assertEquals("changed", apply.outcome(), apply::reasons);
        assertEquals(1, apply.done("resume").size(), apply::toString);
        assertAnswers("http://127.0.0.1:8010");
        assertEquals(before, stage.nodes().postmasterStarts());
        assertEquals(List.of(), stage.patrol().plan(0).steps());

        stage.nodes()
                .onAll("openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=rest -keyout /etc/patroni/rest.key"
                        + " -out /etc/patroni/rest.crt 2>/dev/null; chown postgres /etc/patroni/rest.*");
        stage.definitions().setKey("restapi", TLS);
        stage.patrol().apply(0);

        assertAnswers("https://127.0.0.1:8010");
        assertEquals(before, stage.nodes().postmasterStarts());
        assertEquals(List.of(), stage.patrol().plan(0).steps());

        aCertificateThatWentBadIsNotReadByAReload();
    }

    private void aCertificateThatWentBadIsNotReadByAReload() {
        String replica = stage.nodes().replicas().get(0);
        stage.nodes().on(replica, "cp -p /etc/patroni/rest.crt /root/rest.crt; : >/etc/patroni/rest.crt");
        stage.definitions().setKey("tags", "{clonefrom: true}");

        Planned refused = stage.patrol().apply(3);

        assertTrue(refused.reasons().contains("not reloaded, since Patroni would lose its REST API"), refused::reasons);
        assertAnswers("https://127.0.0.1:8010");

        stage.nodes().on(replica, "cp -p /root/rest.crt /etc/patroni/rest.crt");
        stage.patrol().apply(0);
        assertAnswers("https://127.0.0.1:8010");
    }

    private void assertAnswers(String url) {
        stage.nodes().onAll("curl -skf %s/patroni".formatted(url)).values().forEach(answer -> {
            assertTrue(answer.contains("\"state\": \"running\""), answer);
            assertFalse(answer.contains("\"pause\""), answer);
        });
        String config = stage.nodes().on("pg1", "curl -skf %s/config".formatted(url));
        assertFalse(config.contains("pause"), config);
    }

    @Test
    void aPortThatIsTakenAndAKeyThatPostgresCannotReadChangeNothing() {
        String other = stage.nodes().replicas().get(1);
        stage.nodes().on(other, "systemd-run --quiet --unit=other python3 -m http.server 8011");
        stage.nodes().on(other, "until curl -s http://127.0.0.1:8011 >/dev/null; do sleep 0.1; done");
        stage.nodes()
                .onAll("install -m 600 /dev/null /etc/patroni/other.key; install -m 644 /dev/null"
                        + " /etc/patroni/other.crt");
        Snapshot before = Snapshot.of(stage.nodes());
        stage.definitions().setKey("restapi", "{port: 8011}");

        Planned taken = stage.patrol().apply(3);

        assertEquals("stalled", taken.outcome(), taken::reasons);
        assertTrue(taken.reasons().contains("port 8011: [Errno 98]"), taken::reasons);
        stage.nodes().on(other, "systemctl stop other");

        stage.definitions().setKey("restapi", "{certfile: /etc/patroni/other.crt, keyfile: /etc/patroni/other.key}");
        Planned unreadable = stage.patrol().apply(3);

        assertTrue(
                unreadable.reasons().contains("file /etc/patroni/other.key: [Errno 13] Permission denied"),
                unreadable::reasons);
        assertEquals(List.of(), before.newIn(Snapshot.of(stage.nodes())));
    }
}
