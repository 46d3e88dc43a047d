package dev.patrol.remote;

import dev.patrol.address.HostPort;
import dev.patrol.definition.ClusterDefinition;
import dev.patrol.definition.ClusterName;
import dev.patrol.definition.EtcdEndpoints;
import dev.patrol.definition.Layout;
import dev.patrol.definition.NodeDefinition;
import dev.patrol.definition.NodeName;
import dev.patrol.definition.Policy;
import dev.patrol.definition.RestEndpoint;
import dev.patrol.definition.Scope;
import dev.patrol.definition.SshTarget;
import dev.patrol.problem.Location;
import dev.patrol.tree.ConfigTree;
import java.util.List;
import java.util.Optional;

/** Definitions in which only what the ways to a node need is filled in. */
public final class SampleClusters {
    private static final Layout LAYOUT = new Layout(
            new Layout.Units("patroni", "postgresql"),
            new Layout.Paths(
                    "/etc/patroni/config.yml",
                    "/var/lib/postgresql/17/main",
                    Optional.empty(),
                    "/usr/lib/postgresql/17/bin",
                    "/var/lib/postgresql/pgpass",
                    new Layout.Tools("patroni", "patronictl")));

    private SampleClusters() {}

    public static NodeDefinition node(String name, String address, RestEndpoint rest) {
        return new NodeDefinition(
                new NodeName(name),
                Location.NOWHERE,
                name,
                new NodeDefinition.Server(address, 17),
                new SshTarget(new HostPort(address, 22), Optional.empty()),
                LAYOUT,
                rest,
                ConfigTree.EMPTY);
    }

    public static NodeDefinition node(String name, String address) {
        return node(name, address, new RestEndpoint("http", new HostPort(address, 8008)));
    }

    /** Cluster "demo" in namespace "service". */
    public static ClusterDefinition demo(EtcdEndpoints etcd, NodeDefinition... nodes) {
        return new ClusterDefinition(
                new ClusterName("demo"),
                Location.NOWHERE,
                new Scope("/service/", "demo"),
                etcd,
                Policy.DEFAULT,
                ConfigTree.EMPTY,
                List.of(nodes));
    }
}
