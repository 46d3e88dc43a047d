package dev.patrol.plan;

import dev.patrol.definition.ClusterDefinition;
import dev.patrol.definition.NodeName;
import dev.patrol.diff.ClusterDiffer;
import dev.patrol.diff.KeyChange;
import dev.patrol.observe.ClusterObservation;
import dev.patrol.parameters.Effect;
import dev.patrol.parameters.PatroniVersion;
import dev.patrol.safety.SafetyRules;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Whether a leader has no other member yet, and so may be a server that was just taken over. */
final class Takeover {
    // What pg_basebackup and streaming take of the server that they come to.
    private static final Set<String> FOR_CLONES = Set.of(
            "listen",
            "listen_addresses",
            "max_replication_slots",
            "max_wal_senders",
            "port",
            "wal_level",
            ClusterDiffer.PENDING_RESTART);

    private Takeover() {}

    /** All the others are still to join: a first start that was cut short, or a single node that gets replicas. */
    static boolean isAlone(ClusterDefinition cluster, ClusterObservation seen) {
        return cluster.nodes().size() > 1
                && cluster.nodes().stream()
                        .filter(node -> !seen.leader().equals(Optional.of(node.name())))
                        .allMatch(node -> SafetyRules.isYetToJoin(node, seen));
    }

    /** Whether a lone leader must restart before anyone can clone from it; where nobody says what it waits for, it may. */
    static boolean isClosed(ClusterDefinition cluster, Planner.Evidence evidence) {
        return isAlone(cluster, evidence.seen())
                && evidence.seen().leader().map(evidence.diff()::node).stream()
                        .flatMap(leader -> Stream.of(evidence.diff().dynamic(), leader.file(), leader.effective()))
                        .flatMap(List::stream)
                        .filter(change -> change.effect() == Effect.RESTART)
                        .map(KeyChange::path)
                        .anyMatch(path -> FOR_CLONES.contains(path.last()));
    }

    // Patroni 3 does not say that a server which it took over waits for a restart, until it reloads; see FirstStart.
    static boolean mayBeUnfinished(NodeName node, ClusterDefinition cluster, ClusterObservation seen) {
        return seen.leader().equals(Optional.of(node))
                && isAlone(cluster, seen)
                && seen.member(node)
                        .filter(member -> new PatroniVersion(member.identity().patroniVersion()).isBefore("4"))
                        .isPresent();
    }
}
