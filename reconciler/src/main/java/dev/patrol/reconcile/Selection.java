package dev.patrol.reconcile;

import dev.patrol.definition.ClusterName;
import dev.patrol.definition.NodeName;
import java.util.Set;

/** Which clusters and nodes somebody asked for; an empty set means all. */
public record Selection(Set<ClusterName> clusters, Set<NodeName> nodes) {
    public static final Selection ALL = new Selection(Set.of(), Set.of());

    public Selection {
        clusters = Set.copyOf(clusters);
        nodes = Set.copyOf(nodes);
    }

    public boolean includes(ClusterName cluster) {
        return clusters.isEmpty() || clusters.contains(cluster);
    }

    public boolean includes(NodeName node) {
        return nodes.isEmpty() || nodes.contains(node);
    }

    /** Whether this is a pass over the whole fleet. */
    public boolean isAll() {
        return clusters.isEmpty() && nodes.isEmpty();
    }
}
