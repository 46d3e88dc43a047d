package dev.patrol.plan;

import dev.patrol.definition.ClusterDefinition;
import dev.patrol.definition.NodeDefinition;
import dev.patrol.definition.NodeName;
import dev.patrol.observe.ClusterObservation;
import dev.patrol.observe.MemberSeen;
import dev.patrol.observe.NodeSeen;
import dev.patrol.observe.Unreachable;
import dev.patrol.remote.NodeReading.DataDirectory;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What must hold before a member may be disrupted. Asked when the plan is made, and again on a fresh look right before
 * the step. What is not known counts as not holding.
 *
 * @param maximumLag bytes of WAL that a replica may be behind
 */
public record SafetyRules(long maximumLag) {
    public static final SafetyRules DEFAULT = new SafetyRules(16L * 1024 * 1024);

    /** Why {@code target} must not be disrupted now; empty when it may be. */
    public Optional<String> objectionTo(NodeName target, ClusterDefinition cluster, ClusterObservation seen) {
        return wholeCluster(seen)
                .or(() -> firstUnfit(
                        cluster.nodes().stream().filter(node -> !node.name().equals(target)), seen));
    }

    /** Why the cluster is not whole again after a step: the first member that is not fit. */
    public Optional<String> unfitMember(ClusterDefinition cluster, ClusterObservation seen) {
        return firstUnfit(cluster.nodes().stream(), seen);
    }

    private Optional<String> firstUnfit(Stream<NodeDefinition> nodes, ClusterObservation seen) {
        return nodes.filter(node -> !isYetToJoin(node, seen))
                .flatMap(node -> unfit(node, seen).stream())
                .findFirst();
    }

    /** Why the cluster as a whole is not to be touched. */
    private static Optional<String> wholeCluster(ClusterObservation seen) {
        if (!seen.unreachable().isEmpty()) {
            Unreachable node = seen.unreachable().get(0);
            return Optional.of("node '" + node.name() + "' is unreachable, so nothing is known of it");
        }
        if (seen.leaders().size() > 1) {
            return Optional.of("more than one member says it leads: " + seen.leaders());
        }
        if (seen.leader().isEmpty()) {
            return Optional.of("no member leads at the moment");
        }
        if (seen.dynamic().isEmpty()) {
            return Optional.of("the dynamic configuration cannot be read");
        }
        if (seen.isPaused()) {
            return Optional.of("the cluster is in maintenance mode (patronictl pause)");
        }
        if (seen.scheduledSwitchover().isPresent()) {
            return Optional.of("a switchover is scheduled for "
                    + seen.scheduledSwitchover().get());
        }
        return seen.allSeen().stream()
                .flatMap(node -> node.member().stream())
                .filter(member -> member.conditions().unlocked())
                .map(member -> "the cluster has no leader lock (cluster_unlocked)")
                .findFirst();
    }

    // A node without data on which Patroni was never started is no member yet: it can carry nothing, and loses nothing.
    static boolean isYetToJoin(NodeDefinition node, ClusterObservation seen) {
        return seen.seen(node.name())
                .filter(found -> !found.isRunning(node.layout().units().patroni()))
                .map(found -> found.dataDirectory().kind())
                .filter(kind -> kind == DataDirectory.Kind.EMPTY || kind == DataDirectory.Kind.ABSENT)
                .isPresent();
    }

    /** Why a member other than the one to be disrupted could not carry the cluster meanwhile. */
    public Optional<String> unfit(NodeDefinition node, ClusterObservation seen) {
        Optional<MemberSeen> member = seen.seen(node.name()).flatMap(NodeSeen::member);
        if (member.isEmpty()) {
            return Optional.of("Patroni on '" + node.name() + "' does not answer");
        }
        if (!member.get().isRunning()) {
            return Optional.of("'" + node.name() + "' is " + member.get().state());
        }
        if (member.get().restart().scheduled().isPresent()) {
            return Optional.of("somebody scheduled a restart of '" + node.name() + "' for "
                    + member.get().restart().scheduled().get());
        }
        return member.get().leads() ? Optional.empty() : unfitReplica(node, member.get(), seen);
    }

    private Optional<String> unfitReplica(NodeDefinition node, MemberSeen replica, ClusterObservation seen) {
        Optional<MemberSeen> leader = seen.leader().flatMap(seen::member);
        if (leader.isEmpty()) {
            return Optional.of("no member leads at the moment");
        }
        // A cascading replica streams from another replica; what counts is that somebody sends to it.
        boolean streams = seen.allSeen().stream()
                .flatMap(other -> other.member().stream())
                .anyMatch(other -> other.isFollowedBy(node.member()));
        if (!streams) {
            return Optional.of("replica '" + node.name() + "' does not stream");
        }
        if (replica.timeline() != leader.get().timeline()) {
            return Optional.of("replica '" + node.name() + "' is on timeline " + replica.timeline() + ", the leader on "
                    + leader.get().timeline());
        }
        long lag = lag(leader.get(), replica);
        return lag <= maximumLag
                ? Optional.empty()
                : Optional.of("replica '" + node.name() + "' is " + lag + " bytes behind (limit " + maximumLag + ")");
    }

    private static long lag(MemberSeen leader, MemberSeen replica) {
        if (leader.wal().isEmpty() || replica.wal().isEmpty()) {
            return Long.MAX_VALUE;
        }
        return Math.max(0, leader.wal().getAsLong() - replica.wal().getAsLong());
    }
}
