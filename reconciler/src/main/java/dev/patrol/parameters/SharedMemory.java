package dev.patrol.parameters;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The five parameters that size shared memory for what a standby must be able to replay: a standby refuses to run with
 * less of them than its primary has (PostgreSQL documentation, "Hot Standby: Administrator's Overview").
 */
public final class SharedMemory {
    // What Patroni passes to PostgreSQL when the dynamic configuration does not say (config.py CMDLINE_OPTIONS).
    private static final Map<String, Long> PATRONI_DEFAULTS = Map.of(
            "max_connections", 100L,
            "max_worker_processes", 8L,
            "max_wal_senders", 10L,
            "max_prepared_transactions", 0L,
            "max_locks_per_transaction", 64L);

    private static final Map<String, String> CONTROL_DATA_KEYS = Map.of(
            "max_connections", "max_connections setting",
            "max_worker_processes", "max_worker_processes setting",
            "max_wal_senders", "max_wal_senders setting",
            "max_prepared_transactions", "max_prepared_xacts setting",
            "max_locks_per_transaction", "max_locks_per_xact setting");

    private SharedMemory() {}

    public static Set<String> parameters() {
        return CONTROL_DATA_KEYS.keySet();
    }

    /** The value that Patroni uses where the dynamic configuration has none. */
    public static long patroniDefault(String parameter) {
        return PATRONI_DEFAULTS.get(parameter);
    }

    /** The value the primary runs with, as {@code pg_controldata} shows it on any node of the cluster. */
    public static Optional<Long> runningValue(String parameter, Map<String, String> controlData) {
        return Optional.ofNullable(CONTROL_DATA_KEYS.get(parameter))
                .map(controlData::get)
                .map(Long::valueOf);
    }
}
