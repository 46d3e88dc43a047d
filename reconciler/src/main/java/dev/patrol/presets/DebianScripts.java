package dev.patrol.presets;

import dev.patrol.layout.LayoutPreset;
import dev.patrol.problem.Location;
import dev.patrol.yaml.YamlList;
import dev.patrol.yaml.YamlScalar;
import java.util.List;

/** How Patroni makes clusters and replicas by the scripts of Debian's {@code patroni} package. */
final class DebianScripts {
    private DebianScripts() {}

    static void putBootstrap(TreeBuilder tree, LayoutPreset layout) {
        if (layout.hasDebianScripts()) {
            tree.preset("bootstrap.method", "pg_createcluster")
                    .preset("bootstrap.pg_createcluster.command", "/usr/share/patroni/pg_createcluster_patroni");
        }
    }

    /** @param key Patroni takes {@code create_replica_methods}, and still the singular of its first versions */
    static void putReplicaMethod(TreeBuilder tree, LayoutPreset layout, String key) {
        if (layout.hasDebianScripts()) {
            YamlScalar method = new YamlScalar(Location.NOWHERE, "pg_clonecluster");
            tree.put("postgresql." + key, new YamlList(Location.NOWHERE, List.of(method)))
                    .preset("postgresql.pg_clonecluster.command", "/usr/share/patroni/pg_clonecluster_patroni");
        }
    }
}
