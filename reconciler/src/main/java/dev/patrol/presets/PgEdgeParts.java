package dev.patrol.presets;

import dev.patrol.address.HostPort;
import dev.patrol.definition.EtcdEndpoints;
import dev.patrol.definition.Layout;
import dev.patrol.keys.KeyValues;
import dev.patrol.layout.ClusterFrame;
import dev.patrol.layout.EtcdPlaces;
import dev.patrol.layout.NodeFrame;
import dev.patrol.problem.Location;
import dev.patrol.yaml.YamlMap;
import dev.patrol.yaml.YamlNode;
import dev.patrol.yaml.YamlScalar;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** What a node's Patroni file has in pgEdge's layouts only: exactly the keys that the role writes. */
record PgEdgeParts(ClusterFrame cluster, NodeFrame node, TreeBuilder tree) {
    private static final Pattern NO_WORD_CHARACTER = Pattern.compile("[^A-Za-z0-9_]");

    void put() {
        // Patroni knows no such key and names slots itself; a file of the role has it.
        tree.preset(
                "replication_slot_name",
                NO_WORD_CHARACTER.matcher(node.member()).replaceAll("_"));
        etcd();
        if (node.preset().hasDebianScripts()) {
            DebianScripts.putBootstrap(tree, node.preset());
        } else {
            // What the DCS starts with comes here. Without the section a server is taken over with an empty one.
            tree.put("bootstrap", new YamlMap(Location.NOWHERE, Map.of()));
        }
        DebianScripts.putReplicaMethod(tree, node.preset(), "create_replica_method");
        HbaLines.Roles roles = HbaLines.Roles.of(node.settings());
        tree.put(
                "postgresql.pg_hba",
                new PgEdgeHba(roles, node.settings(), cluster.neighbours(), cluster.addresses()).lines());
        // Where the configuration lies beside the data, the role says so, too.
        Layout.Paths paths = node.layout().paths();
        if (paths.configDir().isEmpty()) {
            tree.preset("postgresql.config_dir", paths.dataDir());
        }
        YamlMap parameters = parameters();
        if (!parameters.entries().isEmpty()) {
            tree.put("postgresql.parameters", (YamlNode) parameters);
        }
    }

    // Each member asks the etcd of its own node, unless the definition names others.
    private void etcd() {
        KeyValues settings = node.settings();
        EtcdEndpoints endpoints = EtcdPlaces.of(settings, cluster.etcdHosts());
        EtcdSection.put(tree, settings, endpoints);
        if (settings.has("etcd.hosts")) {
            EtcdSection.putHosts(tree, endpoints);
        } else {
            String section = EtcdSection.name(endpoints);
            int port = settings.port("etcd.port", 2379);
            tree.preset(section + ".host", new HostPort(node.host(), port).toString())
                    .put(section + ".ttl", settings.find("patroni.ttl"), 30L);
        }
    }

    // null takes away what the layout sets; for any other parameter it stays, to be reported.
    private YamlMap parameters() {
        YamlMap preset = PgEdgePreset.local(node.preset(), cluster.names());
        YamlMap own = node.own().map("postgresql.parameters");
        Map<String, YamlMap.Entry> merged = new LinkedHashMap<>(preset.entries());
        own.entries().forEach((name, entry) -> {
            boolean isTakenAway = entry.value() instanceof YamlScalar value && value.value() == null;
            if (isTakenAway && merged.containsKey(name)) {
                merged.remove(name);
            } else {
                merged.put(name, entry);
            }
        });
        return new YamlMap(own.location(), merged);
    }
}
