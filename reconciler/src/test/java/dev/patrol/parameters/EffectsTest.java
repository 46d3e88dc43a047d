package dev.patrol.parameters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patrol.tree.KeyPath;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EffectsTest {
    @ParameterizedTest
    @CsvSource({
        "scope, REFUSED",
        "namespace, REFUSED",
        "name, REFUSED",
        "citus.group, REFUSED",
        "postgresql.data_dir, REFUSED",
        "postgresql.config_dir, REFUSED",
        "postgresql.bin_dir, REFUSED",
        "restapi.listen, PROCESS_RESTART",
        "restapi.certfile, PROCESS_RESTART",
        "restapi.verify_client, REFUSED",
        "restapi.ciphers, REFUSED",
        "restapi.connect_address, RELOAD",
        "restapi.authentication.password, RELOAD",
        "restapi.request_queue_size, PATRONI_RESTART",
        "thread_pool_size, PATRONI_RESTART",
        "postgresql.pgpass, PATRONI_RESTART",
        "postgresql.listen, RESTART",
        "postgresql.connect_address, RELOAD",
        "postgresql.pg_hba, RELOAD",
        "postgresql.authentication.superuser.password, RELOAD",
        "postgresql.parameters.work_mem, RELOAD",
        "postgresql.parameters.shared_buffers, RESTART",
        "postgresql.parameters.Shared_Buffers, RESTART",
        "postgresql.parameters.pg_stat_statements.max, RELOAD",
        "etcd3.username, RELOAD",
        "etcd3.hosts, PATRONI_RESTART",
        "etcd3.cacert, PATRONI_RESTART",
        "bootstrap.dcs.ttl, NOTHING",
        "bootstrap.initdb, NOTHING",
        "log.level, RELOAD",
        "watchdog.mode, RELOAD",
        "tags.nofailover, RELOAD",
        "something_unknown, RELOAD",
    })
    void everyKeyOfTheFileHasItsEffect(String path, Effect effect) {
        assertEquals(effect, FileKeys.effectOf(KeyPath.parse(path)));
    }

    // Patroni's CMDLINE_OPTIONS refuses every value of these.
    @ParameterizedTest
    @ValueSource(strings = {"port", "listen_addresses", "cluster_name"})
    void whatOnlyTheFileSaysIsIgnoredInTheDcs(String parameter) {
        assertEquals(Effect.NOTHING, DynamicKeys.effectOf(KeyPath.ofParameter(parameter)));
    }

    // patroni config.py _process_postgresql_parameters(is_local=True) drops these from the file without a word.
    @ParameterizedTest
    @ValueSource(strings = {"max_connections", "max_worker_processes", "wal_level", "hot_standby"})
    void parametersThatOnlyTheDcsCanSetNeedNoRestartInTheFile(String parameter) {
        assertEquals(Effect.RELOAD, FileKeys.effectOf(KeyPath.ofParameter(parameter)));
        assertEquals(Effect.RESTART, DynamicKeys.effectOf(KeyPath.ofParameter(parameter)));
    }

    @Test
    void aStandbyClusterIsNeverMadeOrEndedByADifference() {
        assertEquals(Effect.REFUSED, DynamicKeys.effectOf(KeyPath.of("standby_cluster", "host")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pause",
                "patrol_pause",
                "standby_cluster",
                "slots",
                "permanent_slots",
                "ignore_slots",
                "member_slots_ttl"
            })
    void whatPeopleAndOtherToolsPutIntoTheDcsIsLeftAlone(String key) {
        assertFalse(DynamicKeys.isOwned(KeyPath.of(key)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ttl", "loop_wait", "synchronous_mode", "maximum_lag_on_failover", "postgresql", "typo"})
    void everythingElseInTheDcsIsGits(String key) {
        assertTrue(DynamicKeys.isOwned(KeyPath.of(key)));
    }

    @Test
    void aRefusalNamesTheWayOutThatFitsTheKey() {
        assertTrue(FileKeys.refusalOf(KeyPath.of("restapi", "listen")).contains("pause the cluster"));
        assertTrue(FileKeys.refusalOf(KeyPath.of("scope")).contains("put the old value back"));
        assertTrue(FileKeys.refusalOf(KeyPath.of("etcd3", "hosts")).contains("separate stores"));
        assertTrue(FileKeys.refusalOf(KeyPath.of("standby_cluster", "host")).contains("patronictl edit-config"));
    }

    @Test
    void aValueBelowPatronisMinimumCountsAsPatronisDefault() {
        assertEquals(100, SharedMemory.effective("max_connections", 10L));
        assertEquals(25, SharedMemory.effective("max_connections", 25L));
        assertEquals(10, SharedMemory.effective("max_wal_senders", 2L));
        assertEquals(8, SharedMemory.effective("max_worker_processes", "1"));
        assertEquals(64, SharedMemory.effective("max_locks_per_transaction", "31"));
    }

    @Test
    void aQuotedNumberCountsAsANumberAndAnythingElseAsTheDefault() {
        assertEquals(300, SharedMemory.effective("max_connections", "300"));
        assertEquals(300, SharedMemory.effective("max_connections", " 300 "));
        assertEquals(100, SharedMemory.effective("max_connections", "abc"));
        assertEquals(0, SharedMemory.effective("max_prepared_transactions", null));
    }

    @Test
    void theRunningValueIsReadFromControlData() {
        Map<String, String> control = Map.of("max_prepared_xacts setting", "7", "max_connections setting", "?");

        assertEquals(Optional.of(7L), SharedMemory.runningValue("max_prepared_transactions", control));
        assertEquals(Optional.empty(), SharedMemory.runningValue("max_connections", control));
        assertEquals(Optional.empty(), SharedMemory.runningValue("max_wal_senders", control));
    }
}
