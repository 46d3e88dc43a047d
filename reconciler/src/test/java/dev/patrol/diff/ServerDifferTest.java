package dev.patrol.diff;

import static dev.patrol.testing.Sketch.cluster;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patrol.definition.NodeName;
import dev.patrol.parameters.Effect;
import dev.patrol.remote.NodeReading.FileTimes;
import dev.patrol.remote.NodeReading.PatroniProcess;
import dev.patrol.testing.ServerSketch;
import dev.patrol.testing.Sketch;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerDifferTest {
    private static final String WORK_MEM = "postgresql.parameters.work_mem";
    private static final Instant LATER = ServerSketch.LOADED.plusSeconds(60);

    private static Sketch pay(Consumer<ServerSketch> words) {
        ServerSketch server = new ServerSketch();
        words.accept(server);
        return cluster("pay")
                .primary("pay-1")
                .always(git ->
                        git.local("postgresql.pg_hba", List.of("local all postgres peer", "host all all samenet md5")))
                .with(node -> node.server = Optional.of(server));
    }

    private static List<KeyChange> effective(Sketch sketch) {
        return sketch.diff().nodes().get(new NodeName("pay-1")).effective();
    }

    private static List<KeyChange> found(Consumer<ServerSketch> words) {
        return effective(pay(words));
    }

    private static KeyChange only(List<KeyChange> changes) {
        assertEquals(1, changes.size(), changes::toString);
        return changes.get(0);
    }

    private static void assertTrace(KeyChange change, Origin.Kind kind, String place) {
        assertEquals(kind, change.origin().kind());
        assertTrue(change.origin().place().contains(place), change.origin()::place);
    }

    @Test
    void aServerThatHasWhatPatroniWasToldHasNoDifference() {
        assertEquals(List.of(), found(server -> {}));
    }

    @Test
    void whatAlterSystemSetIsFoundWithItsFileLineAndTime() {
        KeyChange change = only(found(server -> server.auto.put("work_mem", "12MB")));

        assertEquals(WORK_MEM, change.key());
        assertEquals(Optional.of("12MB"), change.before());
        assertEquals(Optional.of("4MB"), change.after());
        assertEquals(Effect.RELOAD, change.effect());
        assertTrace(change, Origin.Kind.ALTER_SYSTEM, ServerSketch.AUTO + ":3");
        assertEquals(Optional.of(ServerSketch.EDITED), change.origin().since());
    }

    @ParameterizedTest
    @ValueSource(strings = {"4MB", "4096kB", "4096"})
    void aValueThatMeansTheSameIsNoDifference(String value) {
        assertEquals(List.of(), found(server -> server.auto.put("work_mem", value)));
    }

    @Test
    void aParameterThatGitDoesNotSetMayBeAlteredByAnybody() {
        assertEquals(List.of(), found(server -> server.auto.put("log_statement", "all")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"hot_standby_feedback", "synchronous_standby_names"})
    void whatPatroniDecidesByItselfMayBeAlteredByNobody(String parameter) {
        KeyChange change = only(found(server -> server.auto.put(parameter, "off")));

        assertEquals("postgresql.parameters." + parameter, change.key());
        assertEquals(Optional.empty(), change.after());
        assertTrace(change, Origin.Kind.ALTER_SYSTEM, ServerSketch.AUTO);
    }

    @Test
    void aWordOfAnEnumIsToldFromOnAndOff() {
        Sketch sketch = pay(server -> {
                    server.kinds.put("synchronous_commit", "enum");
                    server.auto.put("synchronous_commit", "local");
                })
                .always(git -> git.dynamic("postgresql.parameters.synchronous_commit", "on"));

        assertTrace(only(effective(sketch)), Origin.Kind.ALTER_SYSTEM, ServerSketch.AUTO);
    }

    @Test
    void aWordThatTheServerShowsForAnotherIsNoDifference() {
        Sketch sketch = pay(server -> {
                    server.kinds.put("wal_compression", "enum");
                    server.running.put("wal_compression", "pglz");
                })
                .always(git -> git.dynamic("postgresql.parameters.wal_compression", true));

        assertEquals(List.of(), effective(sketch));
    }

    @Test
    void whatAlterSystemResetAndTheServerStillRunsWithIsFound() {
        KeyChange change = only(found(server -> {
            server.running.put("work_mem", "1048576");
            server.modified.put(ServerSketch.AUTO, LATER);
        }));

        assertEquals(WORK_MEM, change.key());
        assertTrace(change, Origin.Kind.NOT_LOADED, ServerSketch.AUTO);
    }

    @Test
    void whatAlterSystemSetAndTheServerRunsWithTakesARestartToUndo() {
        Sketch sketch = pay(server -> server.auto.put("shared_buffers", "64MB"))
                .always(git -> git.dynamic("postgresql.parameters.shared_buffers", "32MB"));

        assertEquals(Effect.RESTART, only(effective(sketch)).effect());
    }

    @Test
    void aLineThatSomebodyChangedInPostgresqlConfIsFound() {
        KeyChange change = only(found(server -> server.conf.put("work_mem", "77MB")));

        assertEquals(Optional.of("77MB"), change.before());
        assertTrace(change, Origin.Kind.SERVER_FILE, ServerSketch.CONF + ":");
    }

    @Test
    void aLineThatSomebodyAddedThereIsFound() {
        KeyChange change = only(found(server -> server.conf.put("log_statement", "all")));

        assertEquals("postgresql.parameters.log_statement", change.key());
        assertEquals(Optional.empty(), change.after());
        assertTrace(change, Origin.Kind.SERVER_FILE, ServerSketch.CONF + ":");
    }

    @Test
    void aLineThatSomebodyTookAwayThereIsFound() {
        KeyChange change = only(found(server -> server.conf.put("work_mem", null)));

        assertEquals(Optional.empty(), change.before());
        assertTrace(change, Origin.Kind.SERVER_FILE, "missing");
    }

    @Test
    void aFileThatSomebodyIncludedThereIsNamed() {
        List<KeyChange> changes = found(server -> {
            server.included.put("work_mem", "1GB");
            server.included.put("log_statement", "all");
        });

        assertEquals(
                List.of(WORK_MEM, "postgresql.parameters.log_statement"),
                changes.stream().map(KeyChange::key).toList());
        changes.forEach(change -> assertTrace(change, Origin.Kind.SERVER_FILE, ServerSketch.INCLUDED + ":1"));
    }

    @Test
    void whatPatroniWritesOnItsOwnAccountIsNoEdit() {
        assertEquals(List.of(), found(server -> {
            server.conf.put("cluster_name", "pay");
            server.conf.put("recovery_target_timeline", "latest");
            server.conf.put("wal_keep_size", "128MB");
            server.conf.put("max_wal_senders", "10");
        }));
    }

    /** The server has it because Patroni was told so: that is the difference, and it is counted once. */
    /** As on a leader that was started as a standby, since Patroni took its lines for standbys out of the file. */
    @Test
    void aLineThatOnlyARestartForgetsIsNoEdit() {
        assertEquals(List.of(), found(server -> server.unforgotten.add("recovery_target_lsn")));
    }

    @Test
    void whatTheDcsOrTheFileExplainIsNotListedAgain() {
        assertEquals(List.of(), effective(pay(server -> {}).dynamicEdit("postgresql.parameters.log_statement", "all")));
        assertEquals(List.of(), effective(pay(server -> {}).handEdit(WORK_MEM, "5MB")));
        assertEquals(List.of(), effective(pay(server -> {}).git(WORK_MEM, "5MB")));
    }

    @Test
    void aFileThatTheServerHasNotReadSinceIsFound() {
        KeyChange change = only(found(server -> {
            server.running.put("work_mem", "1024");
            server.modified.put(ServerSketch.CONF, LATER);
        }));

        assertEquals(Optional.of("1024"), change.before());
        assertTrace(change, Origin.Kind.NOT_LOADED, ServerSketch.CONF);
        assertEquals(Optional.of(LATER), change.origin().since());
    }

    @Test
    void aValueThatTheServerWordsInItsOwnWayIsNoDifference() {
        assertEquals(List.of(), found(server -> server.running.put("work_mem", "odd")));
    }

    @Test
    void aRuleThatSomebodyAddedToPgHbaIsFound() {
        KeyChange change = only(found(server -> server.hba = Optional.of(
                "local   all postgres\tpeer # as before\n\nhost all all samenet md5\nhost all all all trust\n")));

        assertEquals("postgresql.pg_hba", change.key());
        assertEquals(
                Optional.of(List.of("local all postgres peer", "host all all samenet md5", "host all all all trust")),
                change.before());
        assertTrace(change, Origin.Kind.SERVER_FILE, ServerSketch.HBA);
    }

    @Test
    void whatSomebodyWroteIntoPgHbaIsShownRuleByRule() {
        List<KeyChange> found = found(server -> server.hba =
                Optional.of("# by hand\nlocal\tall, postgres \\\n  peer\nhost all all \"samenet\" md5 # all\n"));

        assertEquals(
                Optional.of(List.of("local all,postgres peer", "host all all \"samenet\" md5")),
                only(found).before());
    }

    @Test
    void aRuleThatTheServerCannotReadIsNamed() {
        KeyChange change = only(found(server -> {
            server.hba = Optional.of("host all all samenet nonsense\n");
            server.hbaErrors = List.of("line 1: invalid authentication method \"nonsense\"");
        }));

        assertTrace(change, Origin.Kind.SERVER_FILE, "line 1: invalid authentication method");
    }

    @Test
    void passwordsInPgHbaAreNotShown() {
        KeyChange change = only(found(
                server -> server.hba = Optional.of("host all all samenet ldap ldapbindpasswd=\"open sesame\"\n")));

        assertFalse(change.toString().contains("sesame"), change::toString);
    }

    @Test
    void rulesThatTheServerHasNotReadSinceAreFound() {
        KeyChange change = only(found(server -> server.modified.put(ServerSketch.HBA, LATER)));

        assertEquals("postgresql.pg_hba", change.key());
        assertTrace(change, Origin.Kind.NOT_LOADED, ServerSketch.HBA);
    }

    @Test
    void anOldPatroniDoesNotSayWhatIsPendingAndTheServerDoes() {
        Sketch sketch = pay(server -> {
                    server.pending.add("shared_buffers");
                    server.running.put("max_connections", "50");
                })
                .always(git -> git.dynamic("postgresql.parameters.shared_buffers", "32MB"))
                .pending();

        assertEquals(
                List.of("postgresql.parameters.max_connections", "postgresql.parameters.shared_buffers"),
                effective(sketch).stream().map(KeyChange::key).sorted().toList());
    }

    @Test
    void whatIsPendingOnlyForAlterSystemIsOwedNoRestart() {
        Sketch sketch = pay(server -> {
                    server.auto.put("shared_buffers", "64MB");
                    server.running.put("shared_buffers", "32MB");
                    server.pending.add("shared_buffers");
                })
                .always(git -> git.dynamic("postgresql.parameters.shared_buffers", "32MB"))
                .pending();

        KeyChange change = only(effective(sketch));

        assertEquals(Effect.RELOAD, change.effect());
        assertTrace(change, Origin.Kind.ALTER_SYSTEM, ServerSketch.AUTO);
    }

    // Patroni's file.

    private static Sketch untagged(Instant modified) {
        return pay(server -> {}).with(node -> {
            node.untagged = true;
            node.times = Optional.of(new FileTimes(modified, modified));
            node.process = new PatroniProcess(Optional.of(ServerSketch.LOADED.minusSeconds(3600)), Map.of());
        });
    }

    @Test
    void aFileWithoutTagThatIsNewerThanAnyReloadWasNotRead() {
        KeyChange change = only(effective(untagged(LATER)));

        assertEquals(ClusterDiffer.NOT_READ, change.key());
        assertEquals(Optional.of(LATER), change.origin().since());
    }

    @Test
    void aFileWithoutTagThatIsOlderThanTheLastReloadCountsAsRead() {
        assertEquals(List.of(), effective(untagged(ServerSketch.LOADED.minusSeconds(1))));
    }
}
