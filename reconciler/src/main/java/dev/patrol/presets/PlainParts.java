package dev.patrol.presets;

import dev.patrol.definition.EtcdEndpoints;
import dev.patrol.layout.ClusterFrame;
import dev.patrol.layout.EtcdPlaces;
import dev.patrol.layout.NodeFrame;
import dev.patrol.problem.Location;
import dev.patrol.yaml.YamlList;
import dev.patrol.yaml.YamlMap;
import dev.patrol.yaml.YamlNode;
import dev.patrol.yaml.YamlScalar;
import java.util.List;

/** What a node's Patroni file has in the layouts {@code debian} and {@code el} only. */
record PlainParts(ClusterFrame cluster, NodeFrame node, TreeBuilder tree) {
    void put() {
        EtcdEndpoints etcd = EtcdPlaces.of(node.settings(), cluster.etcdHosts());
        EtcdSection.put(tree, node.settings(), etcd);
        EtcdSection.putHosts(tree, etcd);
        HbaLines hba = new HbaLines(
                HbaLines.Roles.of(node.settings()),
                HbaLines.methodOf(
                        cluster.names().version(), node.settings().text("postgresql.parameters.password_encryption")),
                cluster.addresses());
        DebianScripts.putBootstrap(tree, node.preset());
        // The check of Patroni 3.0.2 wants these two, whatever the method is.
        YamlMap encoding = new TreeBuilder().preset("encoding", "UTF8").build();
        tree.put("bootstrap.initdb", list(encoding, text("data-checksums")))
                .put("bootstrap.pg_hba", list(text(hba.first())));
        DebianScripts.putReplicaMethod(tree, node.preset(), "create_replica_methods");
        tree.put("postgresql.pg_hba", hba.with(node.settings().items("hba")));
        YamlMap own = node.own().map("postgresql.parameters");
        if (!own.entries().isEmpty()) {
            tree.put("postgresql.parameters", (YamlNode) own);
        }
    }

    private static YamlNode text(String value) {
        return new YamlScalar(Location.NOWHERE, value);
    }

    private static YamlNode list(YamlNode... items) {
        return new YamlList(Location.NOWHERE, List.of(items));
    }
}
