package dev.patrol.safety;

import dev.patrol.definition.ClusterDefinition;
import dev.patrol.definition.NodeName;
import dev.patrol.observe.ClusterObservation;
import dev.patrol.observe.MemberSeen;
import dev.patrol.observe.Role;
import dev.patrol.parameters.PatroniBoolean;
import dev.patrol.problem.Reason;
import dev.patrol.tree.ConfigTree;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Synchronous replication as Patroni manages it, by quorum or not, and what a disruption would leave of it. Patroni finds
 * another standby for one that restarts, where there is one; strict means that without any, writes wait.
 *
 * @param count how many standbys are to be synchronous at a time
 */
public record SynchronousMode(boolean on, boolean strict, long count) {
    /** What a dynamic configuration says of it. */
    public static SynchronousMode of(ConfigTree dynamic) {
        return new SynchronousMode(
                isOnOrQuorum(dynamic.get("synchronous_mode").orElse(null)),
                PatroniBoolean.isOn(dynamic.get("synchronous_mode_strict").orElse(null)),
                Math.max(1, dynamic.whole("synchronous_node_count", 1)));
    }

    // By quorum since Patroni 4.0.
    private static boolean isOnOrQuorum(@Nullable Object value) {
        return PatroniBoolean.isOn(value) || "quorum".equalsIgnoreCase(String.valueOf(value));
    }

    /** Why {@code target} must not be disrupted now: standbys are not synchronous that ought to be. */
    public Optional<Reason> objectionTo(NodeName target, ClusterDefinition cluster, ClusterObservation seen) {
        Optional<MemberSeen> leader = primary(seen);
        if (!on || leader.isEmpty()) {
            return Optional.empty();
        }
        long wanted = Math.min(count, partners(target, cluster, seen));
        long now = leader.get().followers().stream()
                .filter(MemberSeen.Follower::isSynchronous)
                .count();
        return now >= wanted
                ? Optional.empty()
                : Optional.of(Blocker.FEW_SYNCHRONOUS.with("now", now, "wanted", wanted));
    }

    /** Why a replica must not be disrupted, whatever time may bring: writes would wait for it. */
    public Optional<Reason> lossOf(NodeName target, ClusterDefinition cluster, ClusterObservation seen) {
        boolean leads = seen.leader().equals(Optional.of(target));
        if (!on || !strict || leads || primary(seen).isEmpty() || partners(target, cluster, seen) > 0) {
            return Optional.empty();
        }
        return Optional.of(Blocker.ONLY_SYNCHRONOUS.with("node", target));
    }

    /** Whether only a synchronous member may take over (Patroni, api.py {@code is_failover_possible}). */
    boolean holdsIn(ClusterObservation seen) {
        return on && primary(seen).isPresent();
    }

    // A standby cluster has no synchronous standbys (Patroni, global_config.py).
    private static Optional<MemberSeen> primary(ClusterObservation seen) {
        return seen.leader().flatMap(seen::member).filter(member -> member.role() == Role.PRIMARY);
    }

    /** How many could stand in for the target: those that stream from the leader itself, and no tag forbids it. */
    private static long partners(NodeName target, ClusterDefinition cluster, ClusterObservation seen) {
        return cluster.nodes().stream()
                .filter(node -> !node.name().equals(target))
                .filter(node -> primary(seen)
                        .filter(leader -> leader.isFollowedBy(node.member()))
                        .isPresent())
                .filter(node -> seen.member(node.name())
                        .filter(MemberTags::mayBeSynchronous)
                        .isPresent())
                .count();
    }
}
