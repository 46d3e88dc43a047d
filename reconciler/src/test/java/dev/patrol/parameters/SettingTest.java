package dev.patrol.parameters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patrol.observe.Servers;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values as PostgreSQL reads them; every pair was tried on real servers, 15 and 17, with {@code postgres -C}. */
class SettingTest {
    private static final SettingsCatalog SERVER = Servers.catalog(17);

    private static Setting setting(String name) {
        return SERVER.find(name).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "work_mem, 64MB, 65536kB",
        "work_mem, 64MB, 65536",
        "work_mem, 64MB, ' 64 MB '",
        "work_mem, 1.5GB, 1536MB",
        "work_mem, 0x400MB, 1GB",
        "work_mem, 1e3, 1000",
        "work_mem, 1024.4, 1024",
        "work_mem, 0.5TB, 512GB",
        "shared_buffers, 128MB, 16384",
        "shared_buffers, 128MB, 0.125GB",
        "max_wal_size, 1GB, 1024",
        "max_connections, 100, 0144",
        "max_connections, +100, 100",
        "checkpoint_timeout, 5min, 300s",
        "checkpoint_timeout, 300, 300000ms",
        "log_rotation_age, 1d, 1440",
        "statement_timeout, 1s, 1000",
        "vacuum_cost_delay, 1ms, 1000us",
        "random_page_cost, 4, 4.0",
        "random_page_cost, 4, 40e-1",
        "random_page_cost, .5, 0.50",
        "geqo_seed, 0, -0.0",
        "jit, on, TRUE",
        "jit, y, 1",
        "jit, of, no",
        "synchronous_commit, on, True",
        "synchronous_commit, off, 0",
        "wal_level, REPLICA, hot_standby",
        "wal_compression, PGLZ, pglz",
    })
    void valuesThatAreOneToTheServerAreTheSame(String name, String one, String other) {
        assertTrue(setting(name).same(one, other));
        assertTrue(setting(name).same(other, one));
    }

    @ParameterizedTest
    @CsvSource({
        "work_mem, 64MB, 64kB",
        "work_mem, 1GB, 1000MB",
        "max_connections, 100, 0100",
        "jit, on, off",
        "search_path, a, A",
        "archive_command, 'cp', 'cp '",
        "synchronous_commit, on, local",
        "random_page_cost, 4, 4.0001",
    })
    void valuesThatAreNotOneToTheServerDiffer(String name, String one, String other) {
        assertFalse(setting(name).same(one, other));
    }

    @Test
    void yamlsKindsOfValueDoNotMatter() {
        assertTrue(setting("max_connections").same(100L, "100"));
        assertTrue(setting("jit").same(true, "on"));
        assertTrue(setting("random_page_cost").same(1.1, "1.1"));
        assertTrue(setting("synchronous_commit").same(false, "off"));
        assertTrue(setting("application_name").same(7L, "7"));
    }

    @ParameterizedTest
    @CsvSource({
        "work_mem, banana, 'a whole number, with or without one of the units TB, GB, MB, kB, B'",
        "work_mem, 64mb, one of the units",
        "work_mem, 64 MB x, a whole number",
        "work_mem, '', a whole number",
        "work_mem, 32, from 64 kB to 2147483647 kB",
        "max_connections, 08, a whole number",
        "max_connections, 100kB, a whole number",
        "max_connections, 1e9, from 1 to 262143",
        "checkpoint_timeout, 29s, from 30 s to 86400 s",
        "random_page_cost, cheap, a number",
        "jit, banana, on or off",
        "jit, o, on or off",
        "wal_compression, gzip, 'one of pglz, lz4, zstd, on, off'",
        "wal_level, on, 'one of minimal, replica, logical'",
    })
    void aValueThatTheServerRefusesIsObjectedToWithTheWayOut(String name, String value, String expected) {
        Optional<String> objection = setting(name).objectionTo(value);

        assertTrue(objection.orElse("").contains(expected), objection::toString);
    }

    @Test
    void aBooleanIsNoNumber() {
        assertTrue(setting("work_mem").objectionTo(true).isPresent());
    }

    // Patroni's parse_bool knows no beginnings of words, and drops the parameter.
    @Test
    void aBooleanThatOnlyPostgresUnderstandsIsObjectedTo() {
        assertTrue(setting("jit").same("t", "on"));
        assertTrue(setting("jit").objectionTo("t").isPresent());
    }

    @Test
    void aLineBreakIsObjectedToForItBreaksTheFile() {
        assertTrue(setting("archive_command").objectionTo("cp a\nb").isPresent());
    }

    @ParameterizedTest
    @CsvSource({
        "work_mem, 64kB",
        "work_mem, 2147483647",
        "max_connections, 262143",
        "jit, False",
        "wal_compression, yes",
        "synchronous_commit, remote_apply",
        "wal_level, hot_standby",
        "archive_command, ''",
        "checkpoint_timeout, 1d",
        "seq_page_cost, 1e308",
    })
    void aValueThatTheServerTakesIsNotObjectedTo(String name, String value) {
        assertEquals(Optional.empty(), setting(name).objectionTo(value));
    }

    @Test
    void theDefaultOfEveryParameterIsAValueOfIt() {
        for (int version : new int[] {15, 17}) {
            Servers.catalog(version).all().stream()
                    .filter(setting -> setting.context() != Setting.Context.INTERNAL)
                    .forEach(setting -> setting.fallback()
                            .ifPresent(value -> assertEquals(
                                    Optional.empty(), setting.objectionTo(value), () -> setting.name() + value)));
        }
    }

    @Test
    void namesAreFoundInAnyCase() {
        assertEquals("DateStyle", SERVER.find("datestyle").orElseThrow().name());
        assertTrue(SERVER.find("no_such_thing").isEmpty());
    }

    // The static list stands in where no server can be asked.
    @Test
    void theStaticListHasEveryParameterThatNeedsARestart() {
        for (int version : new int[] {15, 17}) {
            Servers.catalog(version).all().stream()
                    .filter(setting -> setting.context() == Setting.Context.POSTMASTER)
                    .filter(setting -> !PatroniParameters.isOfRecovery(setting.name()))
                    .forEach(setting ->
                            assertEquals(Effect.RESTART, ParameterCatalog.effectOf(setting.name()), setting.name()));
        }
    }
}
