package dev.patrol.diff;

import static dev.patrol.testing.Sketch.cluster;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patrol.remote.NodeReading.PatroniProcess;
import dev.patrol.testing.ServerSketch;
import dev.patrol.testing.Sketch;
import dev.patrol.testing.Wanted;
import dev.patrol.yaml.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is secret is known by where it came from and by its value, whichever key it stands under. */
class SecretsOfAClusterTest {
    private static final String KNOWN = Wanted.REST_PASSWORD.reveal();

    private static Sketch pay() {
        return cluster("pay").primary("pay-1");
    }

    private static KeyChange only(Sketch sketch) {
        List<ClusterDiff.Found> all = sketch.diff().all();
        assertEquals(1, all.size(), all::toString);
        return all.get(0).change();
    }

    private static void assertMasked(KeyChange change, String key) {
        assertEquals(key, change.key());
        assertTrue(change.before().isPresent(), change::toString);
        assertFalse(change.toString().contains(KNOWN), change::toString);
    }

    @Test
    void aSecretUnderAMisspeltKeyIsMaskedByItsValue() {
        assertMasked(only(pay().handEdit("restapi.authentication.pasword", KNOWN)), "restapi.authentication.pasword");
    }

    @Test
    void aSecretUnderTheKeyThatItHadBeforeIsMaskedByItsValue() {
        Sketch sketch = pay().handEdit("old.place", "hunter2").git("new.place", new Secret("hunter2"));

        assertFalse(sketch.diff().all().toString().contains("hunter2"));
        assertEquals(2, sketch.diff().all().size());
    }

    @Test
    void aSecretThatLeftGitIsMaskedWherePatrolWroteOne() {
        Sketch sketch = pay().handEdit("tool.pin", "2718")
                .handEdit("tool.port", 2719L)
                .with(node -> node.comments = "# Written by Patrol\n# Secrets: a.b, tool.pin\n");

        List<KeyChange> found =
                sketch.diff().all().stream().map(ClusterDiff.Found::change).toList();

        assertEquals(Optional.of(new Secret("2718")), found.get(0).before());
        assertEquals(Optional.of(2719L), found.get(1).before());
    }

    @Test
    void aSecretThatLeftGitIsMaskedByTheNameOfItsKey() {
        assertEquals(
                Optional.of(new Secret("hunter2")),
                only(pay().handEdit("consul.token", "hunter2")).before());
    }

    @Test
    void aSecretInsideALongerTextIsMasked() {
        String command = "push --as x:" + KNOWN + " %p";

        assertMasked(
                only(pay().handEdit("postgresql.parameters.archive_command", command)),
                "postgresql.parameters.archive_command");
    }

    @Test
    void aSecretInAListIsMaskedAndTheOtherItemsAreShown() {
        KeyChange change = only(pay().handEdit("postgresql.callbacks", List.of("run", "run " + KNOWN)));

        assertEquals(Optional.of(List.of("run", new Secret("run " + KNOWN))), change.before());
    }

    @Test
    void aSecretInTheEnvironmentOfPatroniIsMasked() {
        KeyChange change = only(pay().with(node -> node.process =
                new PatroniProcess(Optional.empty(), Map.of("PATRONI_LOG_DIR", Optional.of("/x/" + KNOWN)))));

        assertMasked(change, "environment.PATRONI_LOG_DIR");
    }

    @Test
    void aSecretInTheDcsIsMasked() {
        assertMasked(only(pay().dynamicEdit("custom", KNOWN)), "custom");
    }

    @Test
    void aSecretInTheServersFilesIsMasked() {
        ServerSketch server = new ServerSketch();
        server.conf.put("archive_command", "push " + KNOWN + " %p");
        server.hba = Optional.of("host all all all ldap ldapbinddn=" + KNOWN + "\n");

        List<ClusterDiff.Found> found = pay().always(
                        git -> git.local("postgresql.pg_hba", List.of("local all all peer")))
                .with(node -> node.server = Optional.of(server))
                .diff()
                .all();

        assertEquals(2, found.size(), found::toString);
        assertFalse(found.toString().contains(KNOWN), found::toString);
    }

    @Test
    void aShortSecretMasksNoOtherText() {
        Sketch sketch = pay().always(git -> git.local("raft.password", new Secret("on")))
                .handEdit("log.format", "connection");

        assertEquals(Optional.of("connection"), only(sketch).before());
    }
}
