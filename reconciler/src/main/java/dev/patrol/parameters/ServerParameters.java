package dev.patrol.parameters;

import dev.patrol.tree.ConfigTree;
import dev.patrol.tree.KeyPath;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which parameters Patroni makes of its two configurations, and which it writes on its own account ({@code
 * postgresql/config.py}: get_server_parameters, CMDLINE_OPTIONS, _RECOVERY_PARAMETERS).
 */
public final class ServerParameters {
    // Its own names, addresses and files, whatever is configured; and what depends on the member's state.
    private static final Set<String> PATRONIS_OWN = Set.of(
            "cluster_name",
            "config_file",
            "data_directory",
            "external_pid_file",
            "hba_file",
            "hot_standby",
            "hot_standby_feedback",
            "ident_file",
            "listen_addresses",
            "port",
            "synchronous_standby_names",
            "wal_keep_segments",
            "wal_log_hints");

    private ServerParameters() {}

    /** The parameters of a node: the file's over those of the DCS, but for what Patroni takes from the DCS only. */
    public static SortedMap<String, Object> of(ConfigTree file, ConfigTree dynamic) {
        SortedMap<String, Object> merged = in(dynamic);
        in(file).forEach((name, value) -> {
            if (!PatroniParameters.isDynamicOnly(name)) {
                merged.put(name, value);
            }
        });
        return merged;
    }

    /** The parameters of a file or of the dynamic configuration, by name in any case; one without a value is none. */
    public static SortedMap<String, Object> in(ConfigTree tree) {
        SortedMap<String, Object> parameters = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        ConfigTree found = tree.tree(KeyPath.PARAMETERS);
        found.names().forEach(name -> found.get(name).ifPresent(value -> parameters.put(name, value)));
        return parameters;
    }

    /** Whether Patroni decides about a parameter by itself, so that its value says nothing of what is configured. */
    public static boolean isPatronis(String parameter) {
        String name = parameter.toLowerCase(Locale.ROOT);
        return PATRONIS_OWN.contains(name) || PatroniParameters.isOfRecovery(name);
    }

    /** Whether Patroni writes a parameter into {@code postgresql.conf} although nobody has configured it. */
    public static boolean isWrittenUnasked(String parameter) {
        return isPatronis(parameter)
                || PatroniParameters.isDynamicOnly(parameter)
                || parameter.equalsIgnoreCase("wal_keep_size")
                || parameter.startsWith("citus.");
    }
}
