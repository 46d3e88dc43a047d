package dev.patrol.presets;

import dev.patrol.definition.Layout;
import dev.patrol.keys.KeyValues;
import dev.patrol.layout.LayoutPreset;
import dev.patrol.problem.Location;
import dev.patrol.yaml.YamlList;
import dev.patrol.yaml.YamlMap;
import dev.patrol.yaml.YamlNode;
import dev.patrol.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.List;

/**
 * What pgEdge's role sets in every cluster, as a level of the definition below the fleet's: what it says holds until a
 * definition says otherwise, and {@code null} takes it away.
 */
public final class PgEdgePreset {
    private static final String PARAMETERS = "postgresql.parameters.";
    private static final String TLS_FOLDER = "/etc/patroni/tls/";

    private final LayoutPreset layout;
    private final KeyValues settings;
    private final PgEdgeSettings pgEdge;

    private PgEdgePreset(LayoutPreset layout, KeyValues settings) {
        this.layout = layout;
        this.settings = settings;
        this.pgEdge = new PgEdgeSettings(settings);
    }

    /** The level for one zone; some of its values follow from what the definition says, which are the settings. */
    public static KeyValues of(LayoutPreset layout, KeyValues settings, Layout places, String zone) {
        return new KeyValues(
                new PgEdgePreset(layout, settings).level(places.paths().dataDir(), zone));
    }

    /** Parameters of a node's own file. */
    static YamlMap local(LayoutPreset layout, LayoutPreset.Names names) {
        TreeBuilder file = new TreeBuilder();
        if (layout == LayoutPreset.PGEDGE_PACKAGES_DEBIAN) {
            file.preset(PARAMETERS + "unix_socket_directories", "/var/run/postgresql/");
            file.preset(PARAMETERS + "logging_collector", "on");
            file.preset(PARAMETERS + "log_directory", "/var/log/postgresql");
            file.preset(PARAMETERS + "log_filename", "postgresql-" + names.versioned() + ".log");
        }
        return new KeyValues(file.build()).map("postgresql.parameters");
    }

    private YamlMap level(String dataDir, String zone) {
        TreeBuilder level = new TreeBuilder()
                .preset("users.superuser.name", "admin")
                .preset("patroni.synchronous_mode", false)
                .preset("patroni.synchronous_mode_strict", false);
        parameters(level, dataDir, zone);
        if (pgEdge.has("spock")) {
            // Spock makes and drops the slots of its subscriptions; Patroni would drop those it does not know.
            YamlNode slots = new TreeBuilder()
                    .preset("type", "logical")
                    .preset("plugin", "spock_output")
                    .build();
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

    private void parameters(TreeBuilder level, String dataDir, String zone) {
        // Patroni ignores these two in the DCS; the role writes them, and its clusters are taken over as they are.
        level.put(PARAMETERS + "port", written("postgresql.port", 5432L));
        level.preset(PARAMETERS + "listen_addresses", "0.0.0.0");
        level.preset(PARAMETERS + "ssl", true);
        level.preset(PARAMETERS + "ssl_cert_file", dataDir + "/server.crt");
        level.preset(PARAMETERS + "ssl_key_file", dataDir + "/server.key");
        level.preset(PARAMETERS + "archive_mode", "on");
        level.preset(PARAMETERS + "archive_command", "/bin/true");
        level.preset(PARAMETERS + "TimeZone", "UTC");
        level.preset(PARAMETERS + "wal_level", "logical");
        level.preset(PARAMETERS + "max_worker_processes", 12L);
        level.preset(PARAMETERS + "max_replication_slots", 16L);
        level.preset(PARAMETERS + "max_wal_senders", 16L);
        level.preset(PARAMETERS + "hot_standby_feedback", "on");
        level.preset(PARAMETERS + "track_commit_timestamp", "on");
        level.preset(PARAMETERS + "shared_preload_libraries", String.join(", ", libraries()));
        if (pgEdge.has("spock")) {
            level.preset(PARAMETERS + "spock.enable_ddl_replication", "on");
            level.preset(PARAMETERS + "spock.allow_ddl_from_functions", "on");
            level.preset(PARAMETERS + "spock.include_ddl_repset", "on");
            level.put(PARAMETERS + "spock.exception_behaviour", written("pgedge.exception_behaviour", "transdiscard"));
            level.preset(PARAMETERS + "spock.conflict_resolution", "last_update_wins");
            level.preset(PARAMETERS + "spock.save_resolutions", "on");
            level.preset(PARAMETERS + "spock.conflict_log_level", "DEBUG");
        }
        if (pgEdge.has("snowflake")) {
            level.preset(PARAMETERS + "snowflake.node", Long.valueOf(zone));
        }
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
}
