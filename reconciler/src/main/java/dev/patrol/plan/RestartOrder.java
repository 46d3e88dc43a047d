package dev.patrol.plan;

import dev.patrol.definition.NodeName;
import dev.patrol.parameters.SharedMemory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who restarts first. A standby refuses to run with less shared memory than its primary has, so what grows must reach
 * the replicas first and what shrinks the leader (Patroni documentation, "PostgreSQL parameters that touch shared
 * memory"). When one change does both, the replicas that still wait afterwards get a second round. Everything else goes
 * replicas first: a replica is the cheaper place to find out that a value does not start.
 */
public enum RestartOrder {
    REPLICAS_FIRST,
    LEADER_FIRST,
    REPLICAS_LEADER_REPLICAS;

    /**
     * @param dynamic the dynamic configuration as it will be
     * @param controlData the leader's pg_controldata: what it runs with now; empty when unknown
     */
    static RestartOrder of(Map<String, Object> dynamic, Map<String, String> controlData) {
        boolean grows = false;
        boolean shrinks = false;
        for (String parameter : SharedMemory.parameters()) {
            long wanted = wanted(parameter, dynamic);
            Optional<Long> running = SharedMemory.runningValue(parameter, controlData);
            grows |= running.isPresent() && wanted > running.get();
            shrinks |= running.isPresent() && wanted < running.get();
        }
        if (grows && shrinks) {
            return REPLICAS_LEADER_REPLICAS;
        }
        return shrinks ? LEADER_FIRST : REPLICAS_FIRST;
    }

    private static long wanted(String parameter, Map<String, Object> dynamic) {
        return dynamic.get("postgresql") instanceof Map<?, ?> postgresql
                        && postgresql.get("parameters") instanceof Map<?, ?> parameters
                        && parameters.get(parameter) instanceof Number value
                ? value.longValue()
                : SharedMemory.patroniDefault(parameter);
    }

    /** The nodes in the order in which they restart; a node of a second round stands twice. */
    List<NodeName> arrange(Collection<NodeName> owed, NodeName leader) {
        List<NodeName> replicas =
                owed.stream().filter(node -> !node.equals(leader)).sorted().toList();
        List<NodeName> leaderIfOwed = owed.contains(leader) ? List.of(leader) : List.of();
        List<NodeName> order = new ArrayList<>();
        if (this != LEADER_FIRST) {
            order.addAll(replicas);
        }
        order.addAll(leaderIfOwed);
        if (this != REPLICAS_FIRST) {
            order.addAll(replicas);
        }
        return order;
    }
}
