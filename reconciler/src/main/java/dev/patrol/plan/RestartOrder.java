package dev.patrol.plan;

import dev.patrol.definition.NodeName;
import dev.patrol.diff.Forecast.Order;
import dev.patrol.forecast.SharedMemoryTrend;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;

/**
 * The members whose restart is due, one after the other. Who goes first where shared memory grows or shrinks says {@link
 * SharedMemoryTrend}; when one change does both, the replicas that still wait afterwards get a second round. Everything
 * else goes replicas first: a replica is the cheaper place to find out that a value does not start.
 */
record RestartOrder(SharedMemoryTrend trend) {
    boolean isReplicasFirst() {
        return trend.order() == Order.USUAL;
    }

    /** The parameters of which the leader is to have less, by name. */
    SortedSet<String> shrinking() {
        return trend.shrinking();
    }

    /** The nodes in the order in which they restart; a node of a second round stands twice. */
    List<NodeName> arrange(DueRestarts due, NodeName leader) {
        List<NodeName> replicas = due.members().stream()
                .filter(node -> !node.equals(leader))
                .sorted()
                .toList();
        List<NodeName> leaderIfDue = due.members().contains(leader) ? List.of(leader) : List.of();
        List<NodeName> order = new ArrayList<>();
        if (trend.order() != Order.LEADER_FIRST) {
            // One that had its first round, before a pass was cut short, waits only for what shrinks.
            replicas.stream()
                    .filter(node -> isReplicasFirst() || !due.waitsOnlyFor(node, shrinking()))
                    .forEach(order::add);
        }
        order.addAll(leaderIfDue);
        if (!isReplicasFirst()) {
            order.addAll(replicas);
        }
        return order;
    }
}
