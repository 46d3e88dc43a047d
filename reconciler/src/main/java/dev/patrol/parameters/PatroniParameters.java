package dev.patrol.parameters;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What Patroni itself does with parameters before PostgreSQL sees them ({@code CMDLINE_OPTIONS} and {@code
 * _RECOVERY_PARAMETERS} in {@code postgresql/config.py}, {@code _process_postgresql_parameters} in {@code config.py}).
 */
public final class PatroniParameters {
    // CMDLINE_OPTIONS: taken from the dynamic configuration only, and what Patroni takes when that says nothing.
    private static final Map<String, String> DYNAMIC_ONLY = Map.ofEntries(
            Map.entry("hot_standby", "on"),
            Map.entry("max_connections", "100"),
            Map.entry("max_locks_per_transaction", "64"),
            Map.entry("max_prepared_transactions", "0"),
            Map.entry("max_replication_slots", "10"),
            Map.entry("max_wal_senders", "10"),
            Map.entry("max_worker_processes", "8"),
            Map.entry("track_commit_timestamp", "off"),
            Map.entry("wal_keep_segments", "8"),
            Map.entry("wal_keep_size", "128MB"),
            Map.entry("wal_level", "replica"),
            Map.entry("wal_log_hints", "on"));

    // The same table has these with a check that no value passes: Patroni takes them from other keys of its file.
    private static final Map<String, String> FROM_OTHER_KEYS = Map.of(
            "cluster_name", "it is always the scope",
            "listen_addresses", "it comes from 'postgresql.listen'",
            "port", "it comes from 'postgresql.listen'");

    private static final Set<String> RECOVERY = Set.of(
            "archive_cleanup_command",
            "pause_at_recovery_target",
            "primary_conninfo",
            "primary_slot_name",
            "promote_trigger_file",
            "recovery_end_command",
            "recovery_min_apply_delay",
            "recovery_target",
            "recovery_target_action",
            "recovery_target_inclusive",
            "recovery_target_lsn",
            "recovery_target_name",
            "recovery_target_time",
            "recovery_target_timeline",
            "recovery_target_xid",
            "restore_command",
            "standby_mode",
            "trigger_file");

    private static final Map<String, String> NOT_FOR_THE_FILE = Map.ofEntries(
            Map.entry("config_file", "Patroni starts the server with a file of its own"),
            Map.entry("data_directory", "at its next start the server would run on other data"),
            Map.entry("hba_file", "Patroni would no longer write pg_hba.conf"),
            Map.entry("ident_file", "Patroni would no longer write pg_ident.conf"));

    // guc_tables.c, GUC_DISALLOW_IN_FILE, which pg_settings does not show.
    private static final List<String> OF_A_TRANSACTION =
            List.of("transaction_deferrable", "transaction_isolation", "transaction_read_only");

    // Values with which Patroni cannot ask its server any more, so that nobody knows how the member is; both measured
    // with 3.0.2 and 4.0.7. Times: psycopg2 wants ISO style on connections that are new, and Patroni's stay open.
    // Isolation: "Caveats" under "Hot Standby" in PostgreSQL's documentation.
    private static final Map<String, Blinding> BLINDING = Map.of(
            "datestyle",
                    new Blinding(
                            "(?s).*(german|sql|postgres).*",
                            "Patroni reads times from a connection that stays open and can read ISO style only, so that it would"
                                    + " no longer know its server's state; set it for a database or a role"),
            "default_transaction_isolation",
                    new Blinding(
                            "serializable",
                            "a standby takes no serializable transaction, so that Patroni could not ask it any more; set it"
                                    + " for a database or a role"));

    private record Blinding(String values, String why) {}

    // Minor releases of PostgreSQL bring parameters, and Patroni drops what its own list has not: the first release of
    // Patroni whose list has each. None had the second up to 4.1.4.
    private static final Map<String, String> KNOWN_SINCE =
            Map.of("restrict_nonsystem_relation_kind", "3.3.4", "composite_type_mismatch", "4.1.5");

    private PatroniParameters() {}

    /** Whether Patroni drops it from a node's file without a word. */
    public static boolean isDynamicOnly(String name) {
        return DYNAMIC_ONLY.containsKey(key(name)) || FROM_OTHER_KEYS.containsKey(key(name));
    }

    /** Whether Patroni drops it from the dynamic configuration. */
    public static boolean isIgnoredInDcs(String name) {
        return FROM_OTHER_KEYS.containsKey(key(name));
    }

    /** Where Patroni takes it from instead. */
    public static Optional<String> originOf(String name) {
        return Optional.ofNullable(FROM_OTHER_KEYS.get(key(name)));
    }

    /** What Patroni passes to the server where the dynamic configuration does not say. */
    public static Optional<String> fallback(String name) {
        return Optional.ofNullable(DYNAMIC_ONLY.get(key(name)));
    }

    /** Whether Patroni takes it out of the server's parameters and gives it to members that follow another one only. */
    public static boolean isOfRecovery(String name) {
        return RECOVERY.contains(key(name));
    }

    /** Whether Patroni sets it on members that follow by itself, whatever is configured (build_recovery_params). */
    public static boolean isSetOnStandbys(String name) {
        return key(name).startsWith("recovery_target") || key(name).startsWith("primary_");
    }

    /** Whether Patroni makes another parameter of it, by the server's version. */
    public static boolean isConverted(String name) {
        return key(name).equals("wal_keep_segments") || key(name).equals("wal_keep_size");
    }

    /**
     * Why a parameter cannot be given at all, or not this value of it.
     *
     * @param version of the member
     */
    public static Optional<String> objectionTo(String name, Object value, PatroniVersion version) {
        Optional<String> notForTheFile = Optional.ofNullable(NOT_FOR_THE_FILE.get(key(name)));
        if (notForTheFile.isPresent()) {
            return notForTheFile;
        }
        if (OF_A_TRANSACTION.contains(key(name))) {
            return Optional.of("it belongs to a transaction, and PostgreSQL does not take it from a file; set 'default_"
                    + key(name) + "'");
        }
        String since = KNOWN_SINCE.get(key(name));
        if (since != null && version.isBefore(since)) {
            return Optional.of("Patroni " + version.text() + " does not know it yet and drops it");
        }
        Optional<String> blinds = blindness(name, value);
        if (blinds.isPresent()) {
            return blinds;
        }
        // Settable from 4.0 on (release notes); before, the table has a check that no value passes.
        boolean forced = key(name).equals("wal_log_hints") && version.isBefore("4");
        return forced && PatroniBoolean.of(value).filter(on -> !on).isPresent()
                ? Optional.of(
                        "Patroni " + version.text() + " always has it on, whatever the dynamic configuration says")
                : Optional.empty();
    }

    /** Why Patroni could not ask its server any more, were this value to come while they run. */
    public static Optional<String> blindness(String name, @Nullable Object value) {
        return Optional.ofNullable(BLINDING.get(key(name)))
                .filter(rule -> key(String.valueOf(value)).matches(rule.values()))
                .map(Blinding::why);
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
