package dev.patrol.presets;

import dev.patrol.definition.Layout;
import dev.patrol.keys.Settings;
import dev.patrol.layout.LayoutPreset;
import dev.patrol.problem.Location;
import dev.patrol.yaml.YamlList;
import dev.patrol.yaml.YamlMap;
import dev.patrol.yaml.YamlNode;
import dev.patrol.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What pgEdge's role sets in every cluster, as a level of the definition below the fleet's: what it says holds until a
 * definition says otherwise, and {@code null} takes it away.
 */
public final class PgEdgePreset {
    private static final String TLS_FOLDER = "/etc/patroni/tls/";

    private final LayoutPreset layout;
    private final Settings settings;
    private final PgEdgeSettings pgEdge;

    private PgEdgePreset(LayoutPreset layout, Settings settings) {
        this.layout = layout;
        this.settings = settings;
        this.pgEdge = new PgEdgeSettings(settings);
    }

    /** The level for one zone; some of its values follow from what the definition says, which are the settings. */
    public static Settings of(LayoutPreset layout, Settings settings, Layout places, String zone) {
        return new Settings(
                new PgEdgePreset(layout, settings).level(places.paths().dataDir(), zone));
    }

    /** Parameters of a node's own file. */
    static YamlMap local(LayoutPreset layout, LayoutPreset.Names names) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        if (layout == LayoutPreset.PGEDGE_PACKAGES_DEBIAN) {
            parameters.put("unix_socket_directories", "/var/run/postgresql/");
            parameters.put("logging_collector", "on");
            parameters.put("log_directory", "/var/log/postgresql");
            parameters.put("log_filename", "postgresql-" + names.versioned() + ".log");
        }
        return map(parameters);
    }

    private YamlMap level(String dataDir, String zone) {
        TreeBuilder level = new TreeBuilder()
                .preset("users.superuser.name", "admin")
                .preset("patroni.synchronous_mode", false)
                .preset("patroni.synchronous_mode_strict", false)
                .put("postgresql.parameters", map(parameters(dataDir, zone)));
        if (pgEdge.has("spock")) {
            // Spock makes and drops the slots of its subscriptions; Patroni would drop those it does not know.
            YamlNode slots = map(Map.of("type", "logical", "plugin", "spock_output"));
            level.put("patroni.ignore_slots", new YamlList(Location.NOWHERE, List.of(slots)));
        }
        if (layout.hasEtcdTls()) {
            level.preset("etcd.protocol", "https")
                    .preset("etcd.cacert", TLS_FOLDER + "ca.crt")
                    .preset("etcd.cert", TLS_FOLDER + "patroni.crt")
                    .preset("etcd.key", TLS_FOLDER + "patroni.key");
        }
        return level.build();
    }

    private Map<String, Object> parameters(String dataDir, String zone) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        // Patroni ignores these two in the DCS; the role writes them, and its clusters are taken over as they are.
        parameters.put("port", written("postgresql.port", 5432L));
        parameters.put("listen_addresses", "0.0.0.0");
        parameters.put("ssl", true);
        parameters.put("ssl_cert_file", dataDir + "/server.crt");
        parameters.put("ssl_key_file", dataDir + "/server.key");
        parameters.put("archive_mode", "on");
        parameters.put("archive_command", "/bin/true");
        parameters.put("TimeZone", "UTC");
        parameters.put("wal_level", "logical");
        parameters.put("max_worker_processes", 12L);
        parameters.put("max_replication_slots", 16L);
        parameters.put("max_wal_senders", 16L);
        parameters.put("hot_standby_feedback", "on");
        parameters.put("track_commit_timestamp", "on");
        parameters.put("shared_preload_libraries", String.join(", ", libraries()));
        if (pgEdge.has("spock")) {
            parameters.put("spock.enable_ddl_replication", "on");
            parameters.put("spock.allow_ddl_from_functions", "on");
            parameters.put("spock.include_ddl_repset", "on");
            parameters.put("spock.exception_behaviour", written("pgedge.exception_behaviour", "transdiscard"));
            parameters.put("spock.conflict_resolution", "last_update_wins");
            parameters.put("spock.save_resolutions", "on");
            parameters.put("spock.conflict_log_level", "DEBUG");
        }
        if (pgEdge.has("snowflake")) {
            parameters.put("snowflake.node", Long.valueOf(zone));
        }
        return parameters;
    }

    private List<String> libraries() {
        List<String> libraries = new ArrayList<>();
        List.of("spock", "snowflake").stream().filter(pgEdge::has).forEach(libraries::add);
        libraries.add("pg_stat_statements");
        return libraries;
    }

    private YamlNode written(String path, Object otherwise) {
        return settings.find(path).orElse(new YamlScalar(Location.NOWHERE, otherwise));
    }

    private static YamlMap map(Map<String, Object> values) {
        Map<String, YamlMap.Entry> entries = new LinkedHashMap<>();
        values.forEach((key, value) -> {
            YamlNode node = value instanceof YamlNode found ? found : new YamlScalar(Location.NOWHERE, value);
            entries.put(key, new YamlMap.Entry(Location.NOWHERE, node));
        });
        return new YamlMap(Location.NOWHERE, entries);
    }
}
