package dev.patrol.safety;

import dev.patrol.definition.ClusterDefinition;
import dev.patrol.definition.NodeDefinition;
import dev.patrol.definition.NodeName;
import dev.patrol.definition.RestartPolicy;
import dev.patrol.observe.ClusterObservation;
import dev.patrol.observe.MemberSeen;
import dev.patrol.observe.NodeSeen;
import dev.patrol.observe.Unseen;
import dev.patrol.problem.Reason;
import dev.patrol.remote.NodeReading.DataDirectory;
import java.util.List;
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

    private static final long UNKNOWN_LAG = Long.MAX_VALUE;

    /** With a cluster's own limit, where it has one. */
    public SafetyRules of(RestartPolicy policy) {
        return policy.maximumLag().isPresent()
                ? new SafetyRules(policy.maximumLag().getAsLong())
                : this;
    }

    /** Why {@code target} must not be disrupted now; empty when it may be. */
    public Optional<Reason> objectionTo(NodeName target, ClusterDefinition cluster, ClusterObservation seen) {
        return wholeCluster(cluster, seen)
                .or(() -> seen.member(target).flatMap(member -> scheduledRestart(target, member)))
                .or(() -> splitTimeline(target, seen))
                .or(() -> firstUnfit(
                        cluster.nodes().stream().filter(node -> !node.name().equals(target)), seen));
    }

    /** Why the cluster is not whole again after a step: the first member that is not fit. */
    public Optional<Reason> unfitMember(ClusterDefinition cluster, ClusterObservation seen) {
        return firstUnfit(cluster.nodes().stream(), seen);
    }

    private Optional<Reason> firstUnfit(Stream<NodeDefinition> nodes, ClusterObservation seen) {
        return nodes.filter(node -> !isYetToJoin(node, seen))
                .flatMap(node -> unfit(node, seen).stream())
                .findFirst();
    }

    /** Why the cluster as a whole is not to be touched. */
    private static Optional<Reason> wholeCluster(ClusterDefinition cluster, ClusterObservation seen) {
        if (!seen.unseen().isEmpty()) {
            Unseen node = seen.unseen().get(0);
            return Optional.of(Blocker.UNSEEN.with("node", node.name()));
        }
        if (seen.leaders().size() > 1) {
            return Optional.of(Blocker.SEVERAL_LEADERS.with("nodes", seen.leaders()));
        }
        if (seen.leader().isEmpty()) {
            return Optional.of(Blocker.NO_LEADER.reason());
        }
        if (seen.dynamic().isEmpty()) {
            return Optional.of(Blocker.DYNAMIC_UNKNOWN.reason());
        }
        if (seen.isPaused()) {
            return Optional.of(Blocker.PAUSED.reason());
        }
        if (!seen.topology().isKnown()) {
            return Optional.of(Blocker.MEMBERS_UNKNOWN.reason());
        }
        if (seen.topology().scheduledSwitchover().isPresent()) {
            return Optional.of(Blocker.SCHEDULED_SWITCHOVER.with(
                    "when", seen.topology().scheduledSwitchover().get()));
        }
        // Neither its lag nor its tags are known, and it needs its turn in the order of restarts as any other.
        List<String> strangers = seen.strangers(cluster);
        if (!strangers.isEmpty()) {
            return Optional.of(Blocker.STRANGER.with("member", strangers.get(0)));
        }
        return seen.allSeen().stream()
                .flatMap(node -> node.member().stream())
                .filter(member -> member.conditions().unlocked())
                .map(member -> Blocker.UNLOCKED.reason())
                .findFirst();
    }

    // A node without data on which Patroni was never started is no member yet: it can carry nothing, and loses nothing.
    public static boolean isYetToJoin(NodeDefinition node, ClusterObservation seen) {
        return seen.seen(node.name())
                .filter(found -> !found.runsPatroni(node))
                .map(found -> found.dataDirectory().kind())
                .filter(kind -> kind == DataDirectory.Kind.EMPTY || kind == DataDirectory.Kind.ABSENT)
                .isPresent();
    }

    /** Why a member other than the one to be disrupted could not carry the cluster meanwhile. */
    public Optional<Reason> unfit(NodeDefinition node, ClusterObservation seen) {
        Optional<MemberSeen> member = seen.seen(node.name()).flatMap(NodeSeen::member);
        if (member.isEmpty()) {
            return Optional.of(Blocker.NO_ANSWER.with("node", node.name()));
        }
        if (!member.get().isRunning()) {
            return Optional.of(Blocker.NOT_RUNNING.with(
                    "node", node.name(), "state", member.get().state()));
        }
        Optional<Reason> scheduled = scheduledRestart(node.name(), member.get());
        if (scheduled.isPresent()) {
            return scheduled;
        }
        // A replica that lives on the archive is behind by up to a segment and never a candidate: it need only run.
        boolean judged = !member.get().leads() && MemberTags.streams(member.get());
        return judged ? unfitReplica(node, member.get(), seen) : Optional.empty();
    }

    private static Optional<Reason> scheduledRestart(NodeName node, MemberSeen member) {
        return member.restart().scheduled().map(when -> Blocker.SCHEDULED_RESTART.with("node", node, "when", when));
    }

    // A restart does not join histories that went apart, and may hide it.
    private static Optional<Reason> splitTimeline(NodeName target, ClusterObservation seen) {
        return seen.member(target)
                .filter(member -> MemberTags.streams(member) && member.isRunning())
                .flatMap(member -> otherTimeline(target, member, seen.leader().flatMap(seen::member)));
    }

    private static Optional<Reason> otherTimeline(NodeName node, MemberSeen replica, Optional<MemberSeen> leader) {
        return leader.filter(found -> found.timeline() != replica.timeline())
                .map(found -> Blocker.OTHER_TIMELINE.with(
                        "node", node, "timeline", replica.timeline(), "leaders", found.timeline()));
    }

    private Optional<Reason> unfitReplica(NodeDefinition node, MemberSeen replica, ClusterObservation seen) {
        Optional<MemberSeen> leader = seen.leader().flatMap(seen::member);
        if (leader.isEmpty()) {
            return Optional.of(Blocker.NO_LEADER.reason());
        }
        // A cascading replica streams from another replica; what counts is that somebody sends to it.
        boolean streams = seen.allSeen().stream()
                .flatMap(other -> other.member().stream())
                .anyMatch(other -> other.isFollowedBy(node.member()));
        if (!streams) {
            return Optional.of(Blocker.NOT_STREAMING.with("node", node.name()));
        }
        Optional<Reason> elsewhere = otherTimeline(node.name(), replica, leader);
        if (elsewhere.isPresent()) {
            return elsewhere;
        }
        // One that never leads may be behind on purpose (recovery_min_apply_delay).
        boolean mayLead = MemberTags.againstLeading(replica).isEmpty();
        long lag = lag(leader.get(), replica);
        if (!mayLead || lag <= maximumLag) {
            return Optional.empty();
        }
        return Optional.of(
                lag == UNKNOWN_LAG
                        ? Blocker.LAG_UNKNOWN.with("node", node.name())
                        : Blocker.LAGS.with("node", node.name(), "lag", lag, "limit", maximumLag));
    }

    static long lag(MemberSeen leader, MemberSeen replica) {
        if (leader.wal().isEmpty() || replica.wal().isEmpty()) {
            return UNKNOWN_LAG;
        }
        return Math.max(0, leader.wal().getAsLong() - replica.wal().getAsLong());
    }
}
