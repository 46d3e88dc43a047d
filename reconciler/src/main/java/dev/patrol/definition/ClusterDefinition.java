package dev.patrol.definition;

import static java.util.Objects.requireNonNull;

import dev.patrol.problem.Location;
import dev.patrol.tree.ConfigTree;
import java.util.List;

/**
 * One Patroni cluster as Git says it should be. The first node starts a new cluster.
 *
 * @param dynamic the configuration wanted in the DCS
 */
public record ClusterDefinition(
        ClusterName name,
        Location location,
        Scope scope,
        EtcdEndpoints etcd,
        Policy policy,
        ConfigTree dynamic,
        List<NodeDefinition> nodes) {
    public ClusterDefinition {
        requireNonNull(name, "name");
        requireNonNull(location, "location");
        requireNonNull(policy, "policy");
        nodes = List.copyOf(nodes);
        if (nodes.isEmpty()) {
            throw new IllegalArgumentException("a cluster has at least one node");
        }
    }

    public NodeDefinition node(NodeName wanted) {
        return nodes.stream()
                .filter(node -> node.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no node '" + wanted + "' in '" + name + "'"));
    }

    public NodeDefinition firstNode() {
        return nodes.get(0);
    }
}
