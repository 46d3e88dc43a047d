package dev.patrol.plan;

import dev.patrol.calendar.Windows;
import dev.patrol.definition.ClusterDefinition;
import dev.patrol.definition.NodeName;
import dev.patrol.definition.RestartPolicy;
import dev.patrol.diff.SharedMemoryTrend;
import dev.patrol.observe.ClusterObservation;
import dev.patrol.observe.Role;
import dev.patrol.parameters.SharedMemory;
import dev.patrol.plan.Obstacle.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides which member restarts when, and why not.
 *
 * <ol>
 *   <li>Who owes a restart: {@link OwedRestarts}.
 *   <li>In which order: {@link RestartOrder}. The leader restarts in place, or hands over to a member that has restarted
 *       before ({@link Candidates}), where the definition asks for that and it helps.
 *   <li>What forbids it now: {@link SafetyRules} and {@link SynchronousMode} hold all of it, a maintenance window what is
 *       to wait for it. What restarts leader first waits as a whole: replicas that go before would restart in vain.
 * </ol>
 *
 * Promises: no member restarts more often than its change takes; never two at once; none, and no switchover, while
 * another member could not carry the cluster, or the only standby of strict synchronous mode would go. Asked when a plan is
 * made, and again on a fresh look right before each of its steps.
 */
public final class Conductor {
    private final ClusterDefinition cluster;
    private final SafetyRules safety;

    public Conductor(ClusterDefinition cluster, SafetyRules safety) {
        this.cluster = cluster;
        this.safety = safety.of(cluster.policy().restarts());
    }

    // Planning.

    void plan(Planner.Evidence evidence, Instant now, Draft draft) {
        OwedRestarts owed = OwedRestarts.of(cluster, evidence);
        if (owed.isEmpty()) {
            return;
        }
        ClusterObservation seen = evidence.seen();
        NodeName leader = seen.leader().orElseThrow();
        RestartOrder order =
                new RestartOrder(SharedMemoryTrend.of(evidence.rendered().dynamic(), seen.controlData()));
        List<Step> steps = steps(owed, order, seen);
        List<Obstacle> objections = objections(owed, steps, evidence);
        if (!order.isReplicasFirst() && leadsStandbyCluster(seen)) {
            objections.add(
                    0,
                    new Obstacle(
                            Kind.STALLED,
                            "not restarting: a standby cluster cannot run with less shared memory than its remote primary,"
                                    + " so what shrinks must shrink there first"));
        }
        if (objections.isEmpty()) {
            addByWindow(steps, order.isReplicasFirst() ? Optional.of(leader) : Optional.empty(), now, draft);
        } else {
            // A change whose restart cannot be done is held with it; one that pended before concerns nothing else.
            objections.forEach(owed.areFromBefore() ? draft::obstacleToRestarts : draft::obstacle);
            steps.forEach(draft::hold);
        }
    }

    private List<Step> steps(OwedRestarts owed, RestartOrder order, ClusterObservation seen) {
        NodeName leader = seen.leader().orElseThrow();
        List<NodeName> arranged = order.arrange(owed, leader);
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < arranged.size(); i++) {
            NodeName node = arranged.get(i);
            boolean again = arranged.subList(0, i).contains(node);
            String reason = owed.reason(node) + (again ? ", if still pending" : "");
            steps.add(node.equals(leader) ? leadersStep(owed, order, seen) : new Step.Restart(node, reason));
        }
        return steps;
    }

    private Step leadersStep(OwedRestarts owed, RestartOrder order, ClusterObservation seen) {
        NodeName leader = seen.leader().orElseThrow();
        String reason = owed.reason(leader);
        if (cluster.policy().restarts().leader() == RestartPolicy.Leader.IN_PLACE) {
            return new Step.Restart(leader, reason);
        }
        if (!order.isReplicasFirst()) {
            // The member that takes over runs with as much as the leader, until it restarts as a primary.
            return new Step.Restart(
                    leader,
                    reason + "; in place, since no switchover helps with what shrinks: "
                            + String.join(", ", order.shrinking()));
        }
        boolean hasOthers = cluster.nodes().size() > 1 && !Takeover.isAlone(cluster, seen);
        return hasOthers
                ? new Step.Switchover(
                        leader,
                        Candidates.of(cluster, seen, safety, owed.members()).best(),
                        reason)
                : new Step.Restart(leader, reason + "; in place, since there is no other member");
    }

    private List<Obstacle> objections(OwedRestarts owed, List<Step> steps, Planner.Evidence evidence) {
        SynchronousMode mode = SynchronousMode.after(evidence);
        List<Obstacle> objections = new ArrayList<>();
        if (!SharedMemory.areToldBy(evidence.seen().controlData())) {
            objections.add(new Obstacle(
                    Kind.WAITING,
                    "not restarting now: pg_controldata on the leader says nothing, so who must go first is unknown;"
                            + " will look again"));
        }
        owed.members().stream()
                .flatMap(node -> mode.lossOf(node, cluster, evidence.seen()).stream())
                .findFirst()
                .ifPresent(loss -> objections.add(new Obstacle(Kind.STALLED, "not restarting: " + loss)));
        owed.members().stream()
                .flatMap(node -> safety.objectionTo(node, cluster, evidence.seen()).stream())
                .findFirst()
                .or(() -> owed.members().stream()
                        .flatMap(node -> synchronousObjection(node, evidence.seen()).stream())
                        .findFirst())
                .ifPresent(objection -> objections.add(
                        new Obstacle(Kind.WAITING, "not restarting now: " + objection + "; will look again")));
        if (objections.isEmpty() && steps.stream().anyMatch(Step.Switchover.class::isInstance)) {
            noCandidate(Candidates.of(cluster, evidence.seen(), safety, owed.members()))
                    .ifPresent(objections::add);
        }
        return objections;
    }

    private Optional<String> synchronousObjection(NodeName node, ClusterObservation seen) {
        return SynchronousMode.of(seen.dynamic().orElseGet(Map::of)).objectionTo(node, cluster, seen);
    }

    private static Optional<Obstacle> noCandidate(Candidates candidates) {
        if (candidates.best().isPresent()) {
            return Optional.empty();
        }
        String why = "no member may take over from the leader: " + String.join(", ", candidates.reasons());
        return Optional.of(
                candidates.hopeless()
                        ? new Obstacle(Kind.STALLED, why + "; take a tag away, or set 'restarts.leader: in_place'")
                        : new Obstacle(Kind.WAITING, "not restarting now: " + why + "; will look again"));
    }

    /**
     * @param alone the leader, where replicas may go before it
     */
    private void addByWindow(List<Step> steps, Optional<NodeName> alone, Instant now, Draft draft) {
        Windows windows = cluster.policy().maintenance().windows();
        boolean early = alone.isPresent() && replicasGoAnyTime();
        List<Step> waiting = windows.isOpen(now)
                ? List.of()
                : steps.stream()
                        .filter(step -> !early || alone.get().equals(step.node()))
                        .toList();
        steps.stream().filter(step -> !waiting.contains(step)).forEach(draft::add);
        waiting.forEach(draft::hold);
        if (!waiting.isEmpty()) {
            boolean onlyLeader = alone.isPresent()
                    && waiting.stream().allMatch(step -> step.node().equals(alone.get()));
            draft.obstacle(waitingForWindow(onlyLeader ? "the leader waits for its" : "restarts wait for the", now));
        }
    }

    private boolean replicasGoAnyTime() {
        return cluster.policy().restarts().replicas() == RestartPolicy.Replicas.ANY_TIME;
    }

    private Obstacle waitingForWindow(String who, Instant now) {
        Windows windows = cluster.policy().maintenance().windows();
        Optional<Instant> opens = windows.opensAt(now);
        String when = opens.map(moment -> "opens " + windows.words(moment))
                .orElse("never opens; see 'maintenance' in the definition");
        return new Obstacle(Kind.WAITING, who + " maintenance window, which " + when, opens);
    }

    private static boolean leadsStandbyCluster(ClusterObservation seen) {
        return seen.leader()
                .flatMap(seen::member)
                .filter(member -> member.role() == Role.STANDBY_LEADER)
                .isPresent();
    }

    // Right before a step.

    /** Why this member must not be disrupted now, on what was just seen; time may help where the kind is WAITING. */
    public Optional<Obstacle> objectionTo(NodeName member, ClusterObservation seen) {
        Optional<Obstacle> now = safety.objectionTo(member, cluster, seen)
                .or(() -> synchronousObjection(member, seen))
                .map(reason -> new Obstacle(Kind.WAITING, reason));
        return now.or(() -> SynchronousMode.of(seen.dynamic().orElseGet(Map::of))
                .lossOf(member, cluster, seen)
                .map(reason -> new Obstacle(Kind.STALLED, reason)));
    }

    /** Why nothing may begin on this member at this time of the day; the window may have closed since the plan. */
    public Optional<Obstacle> closedTo(NodeName member, ClusterObservation seen, Instant now) {
        boolean leads = seen.leader().equals(Optional.of(member));
        boolean mayGo = cluster.policy().maintenance().windows().isOpen(now) || (!leads && replicasGoAnyTime());
        return mayGo
                ? Optional.empty()
                : Optional.of(waitingForWindow(leads ? "the leader waits for its" : "restarts wait for the", now));
    }

    /**
     * Why the REST API must not begin to move now: who asks it for the leader loses the cluster for some seconds, and there
     * is no failover meanwhile.
     */
    public Optional<Obstacle> objectionToMove(NodeName leader, ClusterObservation seen, Instant now) {
        return safety.objectionTo(leader, cluster, seen)
                .map(reason ->
                        new Obstacle(Kind.WAITING, "not moving the REST API now: " + reason + "; will look again"))
                .or(() -> cluster.policy().maintenance().windows().isOpen(now)
                        ? Optional.empty()
                        : Optional.of(waitingForWindow("the move of the REST API waits for the", now)));
    }

    /** Who may take over now. */
    public Candidates candidates(ClusterObservation seen) {
        return Candidates.of(cluster, seen, safety, Set.of());
    }
}
