package dev.patrol.pgedge;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The role's defaults ({@code roles/role_config/defaults} and {@code vars}), some of which are made of others. */
final class RoleDefaults {
    static final String PORT = "5432";

    /** What counts where nothing else is said, on every platform. */
    static final Map<String, Object> COMMON = Map.ofEntries(
            Map.entry("cluster_name", "demo"),
            Map.entry("zone", 1L),
            Map.entry("pg_version", 17L),
            Map.entry("pg_port", Long.valueOf(PORT)),
            Map.entry("db_names", List.of("demo")),
            Map.entry("db_user", "admin"),
            Map.entry("db_password", "secret"),
            Map.entry("pgedge_user", "pgedge"),
            Map.entry("replication_user", "replicator"),
            Map.entry("replication_password", "secret"),
            Map.entry("custom_hba_rules", List.of()),
            Map.entry("is_ha_cluster", false),
            Map.entry("exception_behaviour", "transdiscard"),
            Map.entry("proxy_node", ""),
            Map.entry("backup_host", ""),
            Map.entry("backup_user", "backrest"),
            Map.entry("synchronous_mode", false),
            Map.entry("synchronous_mode_strict", false),
            Map.entry("patroni_config_dir", "/etc/patroni"),
            Map.entry("patroni_tls_dir", "/etc/patroni/tls"));

    private RoleDefaults() {}

    static Map<String, Object> of(Generation generation, Platform platform) {
        Map<String, Object> defaults = new HashMap<>(COMMON);
        boolean isDebian = platform == Platform.DEBIAN;
        String debianFolder = generation == Generation.DOCUMENTED ? "main" : "{{ cluster_name }}";
        defaults.put("pg_home", isDebian ? "/var/lib/postgresql" : "/var/lib/pgsql");
        defaults.put("pg_path", (isDebian ? "/usr/lib/postgresql/" : "/usr/pgsql-") + "{{ pg_version }}");
        defaults.put("pg_data", "{{ pg_home }}/{{ pg_version }}/" + (isDebian ? debianFolder : "data"));
        defaults.put("patroni_bin_dir", "{{ pg_home }}/.local/bin");
        return defaults;
    }
}
