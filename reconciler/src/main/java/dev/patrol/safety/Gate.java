package dev.patrol.safety;

import dev.patrol.calendar.Windows;
import dev.patrol.definition.ClusterDefinition;
import dev.patrol.definition.NodeName;
import dev.patrol.definition.RestartPolicy;
import dev.patrol.observe.ClusterObservation;
import dev.patrol.problem.Reason;
import dev.patrol.tree.ConfigTree;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What may go now in one cluster. The plan asks it, and so does whoever carries the plan out, on a fresh look right before
 * each step that disrupts: nobody else decides that.
 */
public final class Gate {
    private final ClusterDefinition cluster;
    private final SafetyRules rules;

    public Gate(ClusterDefinition cluster, SafetyRules rules) {
        this.cluster = cluster;
        this.rules = rules.of(cluster.policy().restarts());
    }

    public SafetyRules rules() {
        return rules;
    }

    /** Why this member must not be disrupted now. */
    public Optional<Block> disruption(NodeName member, ClusterObservation seen) {
        return unfit(member, seen)
                .map(Block::passing)
                .or(() -> mode(seen).lossOf(member, cluster, seen).map(Block::lasting));
    }

    /** Why the cluster could not carry the disruption of this member now; time may help. */
    public Optional<Reason> unfit(NodeName member, ClusterObservation seen) {
        return rules.objectionTo(member, cluster, seen).or(() -> mode(seen).objectionTo(member, cluster, seen));
    }

    private static SynchronousMode mode(ClusterObservation seen) {
        return SynchronousMode.of(seen.dynamic().orElse(ConfigTree.EMPTY));
    }

    /** Why nothing may begin on this member at this time of the day. */
    public Optional<Block> window(NodeName member, ClusterObservation seen, Instant now) {
        boolean leads = seen.leader().equals(Optional.of(member));
        boolean mayGo = windows().isOpen(now) || (!leads && replicasGoAnyTime());
        return mayGo
                ? Optional.empty()
                : Optional.of(closed(leads ? Blocker.LEADER_WINDOW : Blocker.RESTART_WINDOW, now));
    }

    public boolean replicasGoAnyTime() {
        return cluster.policy().restarts().replicas() == RestartPolicy.Replicas.ANY_TIME;
    }

    /**
     * Why the REST API must not begin to move now: who asks it for the leader loses the cluster for some seconds, and there
     * is no failover until the move ends.
     */
    public Optional<Block> move(NodeName leader, ClusterObservation seen, Instant now) {
        return rules.objectionTo(leader, cluster, seen)
                .map(why -> Block.passing(Blocker.NOT_MOVING_NOW.with("why", why)))
                .or(() -> windows().isOpen(now) ? Optional.empty() : Optional.of(closed(Blocker.MOVE_WINDOW, now)));
    }

    /**
     * Who may take over.
     *
     * @param restartedByThen members whose pending restart comes before the switchover
     */
    public Candidates candidates(ClusterObservation seen, Set<NodeName> restartedByThen) {
        return Candidates.of(cluster, seen, rules, restartedByThen);
    }

    /** That somebody waits for the maintenance window, and until when; only a person helps where all windows are over. */
    public Block closed(Blocker who, Instant now) {
        Optional<Instant> opens = windows().opensAt(now);
        Reason when = opens.map(moment -> Blocker.OPENS.with("at", windows().words(moment)))
                .orElseGet(Blocker.NEVER_OPENS::reason);
        return new Block(who.with("when", when), opens.isPresent(), opens);
    }

    private Windows windows() {
        return cluster.policy().maintenance().windows();
    }
}
