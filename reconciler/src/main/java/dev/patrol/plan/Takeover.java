package dev.patrol.plan;

import dev.patrol.definition.ClusterDefinition;
import dev.patrol.definition.NodeName;
import dev.patrol.observe.ClusterObservation;
import java.util.Optional;

/** Whether a leader has no other member yet, and so may be a server that was just taken over. */
final class Takeover {
    private Takeover() {}

    /** All the others are still to join: a first start that was cut short, or a single node that gets replicas. */
    static boolean isAlone(ClusterDefinition cluster, ClusterObservation seen) {
        return cluster.nodes().size() > 1
                && cluster.nodes().stream()
                        .filter(node -> !seen.leader().equals(Optional.of(node.name())))
                        .allMatch(node -> SafetyRules.isYetToJoin(node, seen));
    }

    // Patroni 3 does not say that a server which it took over waits for a restart, until it reloads; see FirstStart.
    static boolean mayBeUnfinished(NodeName node, ClusterDefinition cluster, ClusterObservation seen) {
        return seen.leader().equals(Optional.of(node))
                && isAlone(cluster, seen)
                && seen.member(node)
                        .filter(member -> member.identity().patroniVersion().startsWith("3."))
                        .isPresent();
    }
}
