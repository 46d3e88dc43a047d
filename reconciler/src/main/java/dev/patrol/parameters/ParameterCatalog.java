package dev.patrol.parameters;

import java.util.Locale;
import java.util.Set;

/**
 * What changing a PostgreSQL parameter takes, where there is no running server to ask ({@link SettingsCatalog}). Only a
 * forecast: what counts is whether Patroni then reports a pending restart.
 */
public final class ParameterCatalog {
    // pg_settings where context = 'postmaster', of PostgreSQL 13 to 18 together. autovacuum_max_workers is reloadable
    // from 18 on and stays here: a restart that is forecast and then not pending is not carried out.
    private static final Set<String> POSTMASTER = Set.of(
            "archive_mode",
            "autovacuum_freeze_max_age",
            "autovacuum_max_workers",
            "autovacuum_multixact_freeze_max_age",
            "autovacuum_worker_slots",
            "bonjour",
            "bonjour_name",
            "cluster_name",
            "commit_timestamp_buffers",
            "config_file",
            "data_directory",
            "data_sync_retry",
            "debug_io_direct",
            "dynamic_shared_memory_type",
            "event_source",
            "external_pid_file",
            "hba_file",
            "hot_standby",
            "huge_page_size",
            "huge_pages",
            "ident_file",
            "ignore_invalid_pages",
            "io_max_combine_limit",
            "io_max_concurrency",
            "io_method",
            "jit_provider",
            "listen_addresses",
            "logging_collector",
            "max_active_replication_origins",
            "max_connections",
            "max_files_per_process",
            "max_locks_per_transaction",
            "max_logical_replication_workers",
            "max_notify_queue_pages",
            "max_pred_locks_per_transaction",
            "max_prepared_transactions",
            "max_replication_slots",
            "max_wal_senders",
            "max_worker_processes",
            "min_dynamic_shared_memory",
            "multixact_member_buffers",
            "multixact_offset_buffers",
            "notify_buffers",
            "old_snapshot_threshold",
            "port",
            "reserved_connections",
            "serializable_buffers",
            "shared_buffers",
            "shared_memory_type",
            "shared_preload_libraries",
            "subtransaction_buffers",
            "superuser_reserved_connections",
            "trace_connection_negotiation",
            "track_activity_query_size",
            "track_commit_timestamp",
            "transaction_buffers",
            "unix_socket_directories",
            "unix_socket_group",
            "unix_socket_permissions",
            "wal_buffers",
            "wal_decode_buffer_size",
            "wal_level",
            "wal_log_hints");

    private ParameterCatalog() {}

    /** RESTART or RELOAD; parameters of extensions are not known beforehand and count as RELOAD. */
    public static Effect effectOf(String parameter) {
        return POSTMASTER.contains(parameter.toLowerCase(Locale.ROOT)) ? Effect.RESTART : Effect.RELOAD;
    }

    /** The same for a parameter in the dynamic configuration, where Patroni drops what only its file can set. */
    static Effect effectInDcs(String parameter) {
        return PatroniParameters.isIgnoredInDcs(parameter) ? Effect.NOTHING : effectOf(parameter);
    }

    /** The same for a parameter in a node's file, where Patroni drops what only the DCS can set. */
    static Effect effectInFile(String parameter) {
        return PatroniParameters.isDynamicOnly(parameter) ? Effect.RELOAD : effectOf(parameter);
    }
}
