package dev.patrol.plan;

import dev.patrol.definition.NodeName;
import dev.patrol.parameters.ServerParameters;
import dev.patrol.parameters.SharedMemory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who restarts first. A standby refuses to run with less shared memory than its primary has, so what grows must reach
 * the replicas first and what shrinks the leader (Patroni documentation, "PostgreSQL parameters that touch shared
 * memory"). When one change does both, the replicas that still wait afterwards get a second round. Everything else goes
 * replicas first: a replica is the cheaper place to find out that a value does not start.
 *
 * @param shrinking the parameters of which the leader is to have less
 */
record RestartOrder(Kind kind, Set<String> shrinking) {
    enum Kind {
        REPLICAS_FIRST,
        LEADER_FIRST,
        REPLICAS_LEADER_REPLICAS
    }

    RestartOrder {
        shrinking = Set.copyOf(shrinking);
    }

    /**
     * @param dynamic the dynamic configuration as it will be
     * @param controlData the leader's pg_controldata: what it runs with now; empty when unknown
     */
    static RestartOrder of(Map<String, Object> dynamic, Map<String, String> controlData) {
        Map<String, Object> parameters = ServerParameters.in(dynamic);
        boolean grows = false;
        Set<String> shrinking = new TreeSet<>();
        for (String parameter : SharedMemory.parameters()) {
            long wanted = SharedMemory.effective(parameter, parameters.get(parameter));
            Optional<Long> running = SharedMemory.runningValue(parameter, controlData);
            grows |= running.isPresent() && wanted > running.get();
            if (running.isPresent() && wanted < running.get()) {
                shrinking.add(parameter);
            }
        }
        if (shrinking.isEmpty()) {
            return new RestartOrder(Kind.REPLICAS_FIRST, shrinking);
        }
        return new RestartOrder(grows ? Kind.REPLICAS_LEADER_REPLICAS : Kind.LEADER_FIRST, shrinking);
    }

    boolean isReplicasFirst() {
        return kind == Kind.REPLICAS_FIRST;
    }

    /** The nodes in the order in which they restart; a node of a second round stands twice. */
    List<NodeName> arrange(OwedRestarts owed, NodeName leader) {
        List<NodeName> replicas = owed.members().stream()
                .filter(node -> !node.equals(leader))
                .sorted()
                .toList();
        List<NodeName> leaderIfOwed = owed.members().contains(leader) ? List.of(leader) : List.of();
        List<NodeName> order = new ArrayList<>();
        if (kind != Kind.LEADER_FIRST) {
            // One that had its first round, before a pass was cut short, waits only for what shrinks.
            replicas.stream()
                    .filter(node -> isReplicasFirst() || !owed.waitsOnlyFor(node, shrinking))
                    .forEach(order::add);
        }
        order.addAll(leaderIfOwed);
        if (kind != Kind.REPLICAS_FIRST) {
            order.addAll(replicas);
        }
        return order;
    }
}
