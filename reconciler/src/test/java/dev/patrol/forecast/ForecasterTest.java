package dev.patrol.forecast;

import static dev.patrol.testing.Sketch.cluster;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patrol.definition.NodeName;
import dev.patrol.diff.ClusterDiff;
import dev.patrol.diff.Forecast;
import dev.patrol.diff.Forecast.Order;
import dev.patrol.diff.KeyChange;
import dev.patrol.observe.Servers;
import dev.patrol.parameters.Effect;
import dev.patrol.parameters.NewValue;
import dev.patrol.parameters.Setting;
import dev.patrol.parameters.SettingsCatalog;
import dev.patrol.testing.NodeSketch;
import dev.patrol.testing.ServerSketch;
import dev.patrol.testing.Sketch;
import dev.patrol.yaml.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForecasterTest {
    private static final NodeName PAY_1 = new NodeName("pay-1");
    private static final NodeName PAY_2 = new NodeName("pay-2");
    private static final String PARAMETERS = "postgresql.parameters.";

    private static Sketch pay() {
        return cluster("pay").primary("pay-1").replica("pay-2");
    }

    private static ClusterDiff refined(Sketch sketch) {
        return Forecaster.refine(
                sketch.diff(), Servers.catalog(17), sketch.wanted().rendered(), sketch.seen());
    }

    private static Forecast dynamic(Sketch sketch, String name) {
        return refined(sketch).dynamic().stream()
                .filter(change -> change.path().last().equals(name))
                .findFirst()
                .orElseThrow()
                .forecast();
    }

    private static Forecast dynamic(String name, Object value) {
        return dynamic(pay().gitDynamic(PARAMETERS + name, value), name);
    }

    private static Optional<Forecast> file(Sketch sketch, NodeName node, String name) {
        return refined(sketch).nodes().get(node).file().stream()
                .filter(change -> change.key().equals(PARAMETERS + name))
                .map(KeyChange::forecast)
                .findFirst();
    }

    @ParameterizedTest
    @CsvSource({
        "maintenance_work_mem, 8MB, user",
        "log_min_duration_statement, 5s, superuser",
        "archive_command, true, sighup",
        "autovacuum, off, sighup"
    })
    void whatAReloadChangesIsForecastAsOne(String name, String value, String context) {
        assertEquals(Forecast.of(Effect.RELOAD, "pg_settings says '" + context + "'"), dynamic(name, value));
    }

    @ParameterizedTest
    @CsvSource({"shared_buffers, 64MB", "max_connections, 200", "archive_mode, on", "shared_preload_libraries, x"})
    void whatTheServerReadsWhenItStartsIsForecastAsARestart(String name, String value) {
        assertEquals(Forecast.of(Effect.RESTART, "pg_settings says 'postmaster'"), dynamic(name, value));
    }

    @Test
    void whatOpenSessionsKeepIsSaid() {
        assertEquals(
                Optional.of("pg_settings says 'superuser-backend', so for new sessions"),
                dynamic("log_connections", "on").reason());
    }

    @Test
    void twoSpellingsOfOneValueAreNoDifferenceInAnyLayer() {
        Sketch sketch = pay().always(git -> git.dynamic(PARAMETERS + "maintenance_work_mem", "64MB")
                        .local(PARAMETERS + "random_page_cost", "1.1"))
                .dynamicEdit(PARAMETERS + "maintenance_work_mem", "65536kB");
        Sketch edited = sketch.handEdit(PARAMETERS + "random_page_cost", 1.10)
                .handEdit("bootstrap.dcs." + PARAMETERS + "maintenance_work_mem", "65536");

        ClusterDiff diff = refined(edited);

        assertFalse(edited.diff().dynamic().isEmpty(), "as text they differ");
        assertEquals(List.of(), diff.dynamic());
        assertFalse(diff.nodes().get(PAY_2).fileDiffers());
    }

    @Test
    void aDefaultThatIsWrittenOutChangesNothingThatRuns() {
        Forecast shared = dynamic("max_replication_slots", 10L);

        assertEquals(Effect.NOTHING, shared.effect(), "Patroni's default is 10 too");
        assertEquals(Effect.NOTHING, dynamic("random_page_cost", 4L).effect());
        assertEquals(Optional.of("the server has that value already"), shared.reason());
    }

    // wal_buffers is -1 by default, of which the server makes a size when it starts.
    @Test
    void aValueThatServersHaveChosenByThemselvesChangesNothing() {
        Consumer<NodeSketch> chosen = node -> {
            ServerSketch server = new ServerSketch();
            server.chosen.put("wal_buffers", "2048");
            server.kinds.put("wal_buffers", "integer");
            node.server = Optional.of(server);
        };
        Sketch sketch =
                cluster("pay").primary("pay-1").with(chosen).replica("pay-2").with(chosen);

        assertEquals(
                Forecast.of(Effect.NOTHING, "the server has that value already"),
                dynamic(sketch.gitDynamic(PARAMETERS + "wal_buffers", "16MB"), "wal_buffers"));
        assertEquals(
                Effect.RESTART,
                dynamic(sketch.gitDynamic(PARAMETERS + "wal_buffers", "8MB"), "wal_buffers")
                        .effect());
    }

    @Test
    void aServerThatWasNeverRestartedForAChangeIsNotReachedWhenItIsTakenBack() {
        ServerSketch server = new ServerSketch();
        server.running.put("shared_buffers", "4096");
        server.kinds.put("shared_buffers", "integer");
        Sketch sketch = pay().always(git -> git.dynamic(PARAMETERS + "shared_buffers", "32MB"))
                .with(node -> node.server = Optional.of(server))
                .dynamicEdit(PARAMETERS + "shared_buffers", "64MB");

        assertEquals(Set.of(PAY_2), dynamic(sketch, "shared_buffers").except());
    }

    @Test
    void anotherWordThanTheOneThatRunsTakesARestart() {
        ServerSketch server = new ServerSketch();
        server.running.put("archive_mode", "off");
        server.kinds.put("archive_mode", "enum");
        Sketch sketch = pay().with(node -> node.server = Optional.of(server))
                .dynamicEdit(PARAMETERS + "archive_mode", "off")
                .always(git -> git.dynamic(PARAMETERS + "archive_mode", "always"));

        assertEquals(Forecast.of(Effect.RESTART, "pg_settings says 'postmaster'"), dynamic(sketch, "archive_mode"));
    }

    @Test
    void aParameterThatLeavesGitFallsBackToItsDefault() {
        Sketch sketch = pay().dynamicEdit(PARAMETERS + "wal_buffers", "16MB").dynamicEdit(PARAMETERS + "jit", "on");

        assertEquals(Effect.RESTART, dynamic(sketch, "wal_buffers").effect());
        assertEquals(Effect.NOTHING, dynamic(sketch, "jit").effect(), "it is on by default");
    }

    @Test
    void aNodeWithAValueOfItsOwnIsNotReached() {
        Sketch sketch = pay().always(git -> git.local("pay-2", PARAMETERS + "shared_buffers", "1GB"))
                .gitDynamic(PARAMETERS + "shared_buffers", "2GB");

        Forecast forecast = dynamic(sketch, "shared_buffers");

        assertEquals(Effect.RESTART, forecast.effect());
        assertEquals(Set.of(PAY_2), forecast.except());
    }

    @Test
    void whatEveryNodeShadowsReachesNone() {
        Sketch sketch = pay().always(git -> git.local(PARAMETERS + "shared_buffers", "1GB"))
                .gitDynamic(PARAMETERS + "shared_buffers", "2GB");

        assertEquals(
                Forecast.of(Effect.NOTHING, "every node has a value of its own"), dynamic(sketch, "shared_buffers"));
    }

    // config.py _process_postgresql_parameters(is_local=True).
    @Test
    void aFilesWordCountsForNothingWherePatroniTakesTheDcsOnly() {
        Sketch sketch =
                pay().handEdit(PARAMETERS + "max_connections", 500L).gitDynamic(PARAMETERS + "max_connections", 200L);

        assertEquals(Set.of(), dynamic(sketch, "max_connections").except());
        assertEquals(
                Effect.RELOAD,
                file(sketch, PAY_2, "max_connections").orElseThrow().effect());
    }

    @Test
    void aFileThatSaysWhatTheDcsSaysNeedsNoRestart() {
        Sketch sketch = pay().always(git -> git.dynamic(PARAMETERS + "shared_buffers", "1GB"))
                .handEdit(PARAMETERS + "shared_buffers", "1024MB");

        assertEquals(
                Optional.of(Forecast.of(Effect.RELOAD, "the server has that value already")),
                file(sketch, PAY_2, "shared_buffers"));
    }

    @Test
    void aFilesOwnValueRestartsItsNode() {
        Sketch sketch = pay().git(git -> git.local("pay-2", PARAMETERS + "shared_buffers", "1GB"));

        assertEquals(
                Optional.of(Forecast.of(Effect.RESTART, "pg_settings says 'postmaster'")),
                file(sketch, PAY_2, "shared_buffers"));
        assertEquals(Optional.empty(), file(sketch, PAY_1, "shared_buffers"));
    }

    @Test
    void whatShrinksRestartsTheLeaderFirstAndWhatGrowsAsUsual() {
        assertEquals(Order.LEADER_FIRST, dynamic("max_connections", 50L).order());
        assertEquals(Order.USUAL, dynamic("max_connections", 500L).order());
        assertEquals(Order.USUAL, dynamic("shared_buffers", "1MB").order());
    }

    @Test
    void growingAndShrinkingTogetherTakesTwoRounds() {
        Sketch sketch = pay().gitDynamic(PARAMETERS + "max_connections", 50L)
                .gitDynamic(PARAMETERS + "max_worker_processes", 20L)
                .gitDynamic(PARAMETERS + "shared_buffers", "1GB");

        assertEquals(Order.TWO_ROUNDS, dynamic(sketch, "max_connections").order());
        assertEquals(Order.TWO_ROUNDS, dynamic(sketch, "max_worker_processes").order());
        assertEquals(Order.USUAL, dynamic(sketch, "shared_buffers").order());
    }

    @Test
    void theDirectionIsThatFromWhatTheLeaderRunsWith() {
        Sketch sketch = pay().always(git -> git.dynamic(PARAMETERS + "max_connections", 300L))
                .gitDynamic(PARAMETERS + "max_connections", 200L);

        assertEquals(Order.USUAL, dynamic(sketch, "max_connections").order(), "it still runs with 100");
    }

    @ParameterizedTest
    @CsvSource({
        "work_mem, banana, a whole number",
        "work_mem, 1kB, from 64 kB",
        "wal_compression, gzip, one of pglz",
        "work_mmem, 64MB, PostgreSQL 17.12 (Debian 17.12-0+deb13u1) has no such parameter",
        "server_version, 18, lets nobody set it",
        "data_directory, /srv, other data",
        "transaction_isolation, serializable, default_transaction_isolation",
        "superuser_reserved_connections, 100, must be less than max_connections (100)",
        "min_wal_size, 31MB, at least twice wal_segment_size (16MB)",
    })
    void whatTheServerOrPatroniWouldNotTakeIsRefused(String name, String value, String why) {
        Forecast forecast = dynamic(name, value);

        assertEquals(Effect.REFUSED, forecast.effect());
        assertTrue(forecast.reason().orElseThrow().contains(why), forecast::toString);
    }

    @Test
    void aBadValueInAFileIsRefusedToo() {
        Sketch sketch = pay().git(git -> git.local(PARAMETERS + "work_mem", "banana"));

        assertEquals(
                Effect.REFUSED, file(sketch, PAY_1, "work_mem").orElseThrow().effect());
    }

    @Test
    void aBadValueThatSomebodyWroteByHandIsTakenAwayAndNotRefused() {
        assertEquals(
                Effect.RELOAD,
                dynamic(pay().dynamicEdit(PARAMETERS + "maintenance_work_mem", "banana"), "maintenance_work_mem")
                        .effect());
        assertEquals(
                Effect.NOTHING,
                dynamic(pay().dynamicEdit(PARAMETERS + "typo", "banana"), "typo")
                        .effect());
    }

    @Test
    void whatAnExtensionWillDefineIsUnknown() {
        Sketch sketch = pay().gitDynamic(
                        "postgresql.parameters", Map.of("max_connections", 100L, "pg_stat_statements.max", 5000L));

        Forecast forecast = dynamic(sketch, "pg_stat_statements.max");

        assertEquals(Effect.RELOAD, forecast.effect());
        assertTrue(forecast.reason().orElseThrow().contains("does not know it"), forecast::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"port", "listen_addresses", "cluster_name"})
    void whatPatroniTakesFromElsewhereIsIgnoredInTheDcs(String name) {
        Forecast forecast = dynamic(name, "1");

        assertEquals(Effect.NOTHING, forecast.effect());
        assertTrue(forecast.reason().orElseThrow().contains("drops it"), forecast::toString);
    }

    @Test
    void recoveryParametersNeverRestartByAPlan() {
        assertEquals(Effect.RELOAD, dynamic("restore_command", "cp").effect());
        assertEquals(
                Effect.NOTHING, dynamic("recovery_target_time", "2026-01-01").effect());
    }

    @Test
    void whereItWouldRestartEveryReplicaAtOnceItIsRefused() {
        Setting old = Setting.of(
                        "restore_command",
                        List.of("postmaster", "string"),
                        new Setting.Range(Optional.empty(), Optional.empty(), Optional.empty()),
                        List.of(),
                        Optional.of(""))
                .orElseThrow();
        Sketch sketch = pay().gitDynamic(PARAMETERS + "restore_command", "cp");

        ClusterDiff diff = Forecaster.refine(
                sketch.diff(),
                new SettingsCatalog("13.23", List.of(old)),
                sketch.wanted().rendered(),
                sketch.seen());

        assertEquals(Effect.REFUSED, diff.dynamic().get(0).effect());
    }

    @Test
    void aListInPlaceOfTheParametersIsReplacedWithWhatTheyTake() {
        Sketch sketch = pay().dynamicEdit("postgresql.parameters", List.of("max_connections=100"));

        assertEquals(Effect.RESTART, dynamic(sketch, "parameters").effect());
    }

    @Test
    void keysThatAreNoParametersKeepTheirForecast() {
        ClusterDiff diff = refined(pay().gitDynamic("ttl", 60L).git("namespace", "/other/"));

        assertEquals(Effect.RELOAD, diff.dynamic().get(0).effect());
        assertTrue(diff.nodes().get(PAY_1).file().stream().anyMatch(change -> change.effect() == Effect.REFUSED));
    }

    @Test
    void theServerIsAskedOnlyWhereAParameterDiffers() {
        assertFalse(Forecaster.hasQuestions(pay().gitDynamic("ttl", 60L).diff()));
        assertTrue(Forecaster.hasQuestions(
                pay().gitDynamic(PARAMETERS + "work_mem", "1MB").diff()));
        assertTrue(Forecaster.hasQuestions(pay().handEdit("bootstrap.dcs." + PARAMETERS + "max_connections", "x")
                .diff()));
    }

    @Test
    void valuesThatWouldReachTheServersFileAreCandidatesAsPatroniWritesThem() {
        ClusterDiff diff = refined(pay().gitDynamic(PARAMETERS + "jit", false)
                .gitDynamic(PARAMETERS + "max_connections", 200L)
                .gitDynamic(PARAMETERS + "work_mem", "banana")
                .git(git -> git.local(PARAMETERS + "archive_command", new Secret("PW=x cp"))));

        assertEquals(
                Set.of(
                        new NewValue("jit", "False"),
                        new NewValue("max_connections", "200"),
                        new NewValue("archive_command", "PW=x cp")),
                Forecaster.candidates(diff));
    }

    @Test
    void eachOfTwoValuesIsACandidateAndOnlyTheBadOneIsRefused() {
        ClusterDiff diff = refined(pay().gitDynamic(PARAMETERS + "log_timezone", "Mars/Base")
                .git(git -> git.local("pay-1", PARAMETERS + "log_timezone", "UTC")));

        ClusterDiff refused =
                Forecaster.refuse(diff, Map.of(new NewValue("log_timezone", "Mars/Base"), "PostgreSQL says: no"));

        assertEquals(
                Set.of(new NewValue("log_timezone", "Mars/Base"), new NewValue("log_timezone", "UTC")),
                Forecaster.candidates(diff));
        assertEquals(Effect.REFUSED, refused.dynamic().get(0).effect());
        assertTrue(refused.nodes().get(PAY_1).file().stream().noneMatch(change -> change.effect() == Effect.REFUSED));
    }

    @Test
    void whatTheServerSaysAgainstAValueRefusesItAndNeverQuotesASecret() {
        ClusterDiff diff = refined(pay().gitDynamic(PARAMETERS + "TimeZone", "Banana")
                .git(git -> git.local(PARAMETERS + "archive_library", new Secret("hunter2"))));

        ClusterDiff refused = Forecaster.refuse(
                diff,
                Map.of(
                        new NewValue("TimeZone", "Banana"), "PostgreSQL says: no",
                        new NewValue("archive_library", "hunter2"), "PostgreSQL says: \"hunter2\""));

        assertEquals(
                Forecast.of(Effect.REFUSED, "PostgreSQL says: no"),
                refused.dynamic().get(0).forecast());
        assertFalse(refused.toString().contains("hunter2"), refused::toString);
    }
}
