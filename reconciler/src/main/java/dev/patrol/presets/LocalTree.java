package dev.patrol.presets;

import dev.patrol.address.Host;
import dev.patrol.address.HostPort;
import dev.patrol.definition.Layout;
import dev.patrol.keys.KeyValues;
import dev.patrol.keys.YamlMerge;
import dev.patrol.layout.ClusterFrame;
import dev.patrol.layout.NodeFrame;
import dev.patrol.problem.Location;
import dev.patrol.yaml.YamlMap;
import dev.patrol.yaml.YamlNode;
import dev.patrol.yaml.YamlScalar;
import java.util.List;
import java.util.Optional;

/**
 * The wanted content of one node's Patroni file, without {@code bootstrap.dcs}: what all layouts have, and then the parts
 * of the node's own.
 */
public final class LocalTree {
    private final ClusterFrame cluster;
    private final NodeFrame node;
    private final KeyValues settings;
    private final TreeBuilder tree = new TreeBuilder();

    private LocalTree(ClusterFrame cluster, NodeFrame node) {
        this.cluster = cluster;
        this.node = node;
        this.settings = node.settings();
    }

    /** The tree with raw keys laid over it, in this order. */
    public static YamlMap of(ClusterFrame cluster, NodeFrame node, List<YamlMap> raws) {
        LocalTree local = new LocalTree(cluster, node);
        local.identity();
        local.restApi();
        local.postgresql();
        local.authentication();
        local.watchdog();
        if (node.preset().isPgEdge()) {
            new PgEdgeParts(cluster, node, local.tree).put();
        } else {
            new PlainParts(cluster, node, local.tree).put();
        }
        return raws.stream().reduce(local.tree.build(), YamlMerge::merge);
    }

    private void identity() {
        KeyValues shared = cluster.settings();
        tree.derived("scope", cluster.scope().name(), shared, "patroni.scope", "cluster")
                .derived("namespace", cluster.scope().namespace(), shared, "patroni.namespace")
                .derived("name", node.member(), settings, "member");
    }

    private void restApi() {
        HostPort endpoint = node.rest();
        String listen = settings.text("restapi.listen").orElse("0.0.0.0");
        tree.derived(
                        "restapi.listen",
                        Host.bracketed(listen) + ":" + endpoint.port(),
                        settings,
                        "restapi.listen",
                        "restapi.port")
                .derived(
                        "restapi.connect_address",
                        node.published(endpoint).toString(),
                        settings,
                        published("restapi.port"))
                .put("restapi.authentication.username", settings.find("restapi.authentication.username"))
                .put(
                        "restapi.authentication.password",
                        SecretReferences.leaf(settings, "restapi.authentication.password"));
        List.of("certfile", "keyfile", "cafile", "verify_client")
                .forEach(key -> tree.put("restapi." + key, settings.find("restapi." + key)));
        Optional<String> verify = settings.text("restapi.verify_client").filter(mode -> !mode.equals("none"));
        if (verify.isPresent()) {
            // Since 3.1.0 Patroni shows other members, and patronictl shows Patroni, only the certificate of 'ctl'.
            tree.put("ctl.certfile", settings.find("restapi.certfile"))
                    .put("ctl.keyfile", settings.find("restapi.keyfile"))
                    .put("ctl.cacert", settings.find("restapi.cafile"));
        }
    }

    private void postgresql() {
        Layout.Paths paths = node.layout().paths();
        HostPort endpoint = node.postgresql();
        String listen = settings.text("postgresql.listen").orElse("0.0.0.0");
        List<String> addresses =
                List.of(listen.split(",")).stream().map(Host::bracketed).toList();
        tree.derived(
                        "postgresql.listen",
                        String.join(",", addresses) + ":" + endpoint.port(),
                        settings,
                        "postgresql.listen",
                        "postgresql.port")
                .derived(
                        "postgresql.connect_address",
                        node.published(endpoint).toString(),
                        settings,
                        published("postgresql.port"))
                .derived("postgresql.data_dir", paths.dataDir(), settings, "paths.data_dir")
                .derived("postgresql.bin_dir", paths.binDir(), settings, "paths.bin_dir")
                .derived("postgresql.pgpass", paths.pgpass(), settings, "paths.pgpass");
        paths.configDir()
                .ifPresent(folder -> tree.derived("postgresql.config_dir", folder, settings, "paths.config_dir"));
    }

    private String[] published(String port) {
        return node.preset().isPgEdge() ? new String[] {"host", port} : new String[] {"host", "address", port};
    }

    private void authentication() {
        HbaLines.Roles roles = HbaLines.Roles.of(settings);
        login("superuser", roles.superuser(), "superuser");
        login("replication", roles.replication(), "replication");
        if (HbaLines.Roles.hasRewind(settings)) {
            login("rewind", roles.rewind(), "rewind");
        } else if (!node.preset().isPgEdge()) {
            // Patroni takes the superuser where no rewind role is named; the check of 3.0.2 wants to see it said.
            login("rewind", roles.superuser(), "superuser");
        }
    }

    private void login(String purpose, String role, String user) {
        tree.derived("postgresql.authentication." + purpose + ".username", role, settings, "users." + user + ".name")
                .put(
                        "postgresql.authentication." + purpose + ".password",
                        SecretReferences.leaf(settings, "users." + user + ".password"));
    }

    private void watchdog() {
        // YAML 1.1 reads a bare 'off' as false; Patroni 3 knows the word only.
        boolean isOff = settings.find("watchdog.mode")
                .filter(mode -> Boolean.FALSE.equals(mode.plain()))
                .isPresent();
        tree.put(
                        "watchdog.mode",
                        isOff ? Optional.of(new YamlScalar(Location.NOWHERE, "off")) : settings.find("watchdog.mode"))
                .put("watchdog.device", settings.find("watchdog.device"))
                .put("watchdog.safety_margin", settings.find("watchdog.safety_margin"));
        YamlMap tags = settings.map("tags");
        if (!tags.entries().isEmpty()) {
            tree.put("tags", (YamlNode) tags);
        }
    }
}
