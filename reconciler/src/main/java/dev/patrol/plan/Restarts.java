package dev.patrol.plan;

import dev.patrol.calendar.Windows;
import dev.patrol.definition.ClusterDefinition;
import dev.patrol.definition.NodeName;
import dev.patrol.definition.RestartPolicy;
import dev.patrol.diff.KeyChange;
import dev.patrol.forecast.SharedMemoryTrend;
import dev.patrol.observe.ClusterObservation;
import dev.patrol.observe.Role;
import dev.patrol.parameters.SharedMemory;
import dev.patrol.plan.Obstacle.Kind;
import dev.patrol.problem.Reason;
import dev.patrol.safety.Blocker;
import dev.patrol.safety.Gate;
import dev.patrol.safety.SynchronousMode;
import dev.patrol.tree.ConfigTree;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Plans which member restarts when, and says why not.
 *
 * <ol>
 *   <li>Whose restart is due: {@link DueRestarts}.
 *   <li>In which order: {@link RestartOrder}. The leader restarts in place, or hands over to a member that has restarted
 *       before ({@link dev.patrol.safety.Candidates}), where the definition asks for that and it helps.
 *   <li>What forbids it now: the {@link Gate} holds all of it, a maintenance window what is to wait for it. What restarts
 *       leader first waits as a whole: replicas that go before would restart in vain.
 * </ol>
 *
 * Promises: no member restarts more often than its change takes; never two at once; none, and no switchover, while
 * another member could not carry the cluster, or the only standby of strict synchronous mode would go.
 */
record Restarts(ClusterDefinition cluster, Gate gate, Planner.Evidence evidence, Instant now) {

    void plan(Draft draft) {
        DueRestarts due = DueRestarts.of(cluster, evidence);
        if (due.isEmpty()) {
            return;
        }
        RestartOrder order =
                new RestartOrder(SharedMemoryTrend.of(evidence.wanted().dynamic(), seen().controlData()));
        List<Step> steps = steps(due, order);
        List<Obstacle> objections = objections(due, steps);
        if (!order.isReplicasFirst() && leadsStandbyCluster()) {
            objections.add(0, new Obstacle(Kind.STALLED, ObstacleCause.REMOTE_PRIMARY_FIRST.reason()));
        }
        if (objections.isEmpty()) {
            addByWindow(steps, order.isReplicasFirst() ? Optional.of(leader()) : Optional.empty(), draft);
        } else {
            // A change whose restart cannot be done is held with it; one that pended before concerns nothing else.
            objections.forEach(due.areFromBefore() ? draft::obstacleToRestarts : draft::obstacle);
            steps.forEach(draft::hold);
        }
    }

    private List<Step> steps(DueRestarts due, RestartOrder order) {
        List<NodeName> arranged = order.arrange(due, leader());
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < arranged.size(); i++) {
            NodeName node = arranged.get(i);
            boolean again = arranged.subList(0, i).contains(node);
            Reason reason = again ? StepReason.IF_STILL_PENDING.with("why", due.reason(node)) : due.reason(node);
            steps.add(node.equals(leader()) ? leadersStep(due, order) : new Step.Restart(node, reason));
        }
        return steps;
    }

    private Step leadersStep(DueRestarts due, RestartOrder order) {
        Reason reason = due.reason(leader());
        if (cluster.policy().restarts().leader() == RestartPolicy.Leader.IN_PLACE) {
            return new Step.Restart(leader(), reason);
        }
        if (!order.isReplicasFirst()) {
            // The member that takes over runs with as much as the leader, until it restarts as a primary.
            return new Step.Restart(
                    leader(), StepReason.SHRINKS_IN_PLACE.with("why", reason, "parameters", order.shrinking()));
        }
        boolean hasOthers = cluster.nodes().size() > 1 && !Takeover.isAlone(cluster, seen());
        return hasOthers
                ? new Step.Switchover(
                        leader(), gate.candidates(seen(), due.members()).best(), reason)
                : new Step.Restart(leader(), StepReason.ALONE_IN_PLACE.with("why", reason));
    }

    private List<Obstacle> objections(DueRestarts due, List<Step> steps) {
        List<Obstacle> objections = new ArrayList<>();
        if (!SharedMemory.areToldBy(seen().controlData())) {
            objections.add(new Obstacle(Kind.WAITING, ObstacleCause.ORDER_UNKNOWN.reason()));
        }
        SynchronousMode mode = SynchronousMode.of(dynamicByThen());
        due.members().stream()
                .flatMap(node -> mode.lossOf(node, cluster, seen()).stream())
                .findFirst()
                .ifPresent(loss ->
                        objections.add(new Obstacle(Kind.STALLED, ObstacleCause.NOT_RESTARTING.with("why", loss))));
        due.members().stream()
                .flatMap(node -> gate.unfit(node, seen()).stream())
                .findFirst()
                .ifPresent(unfit -> objections.add(
                        new Obstacle(Kind.WAITING, ObstacleCause.NOT_RESTARTING_NOW.with("why", unfit))));
        if (objections.isEmpty() && steps.stream().anyMatch(Step.Switchover.class::isInstance)) {
            gate.candidates(seen(), due.members())
                    .nobody()
                    .map(block -> Obstacle.of(block, ObstacleCause.NOT_RESTARTING_NOW, ObstacleCause.NOT_RESTARTING))
                    .ifPresent(objections::add);
        }
        return objections;
    }

    // Restarts come after the dynamic configuration was changed.
    private ConfigTree dynamicByThen() {
        ConfigTree dynamic = seen().dynamic().orElse(ConfigTree.EMPTY);
        for (KeyChange change : evidence.diff().dynamic()) {
            dynamic = dynamic.with(change.path(), change.after().orElse(null));
        }
        return dynamic;
    }

    /**
     * @param alone the leader, where replicas may go before it
     */
    private void addByWindow(List<Step> steps, Optional<NodeName> alone, Draft draft) {
        Windows windows = cluster.policy().maintenance().windows();
        boolean early = alone.isPresent() && gate.replicasGoAnyTime();
        List<Step> waiting = windows.isOpen(now)
                ? List.of()
                : steps.stream().filter(step -> !early || isOn(step, alone)).toList();
        steps.stream().filter(step -> !waiting.contains(step)).forEach(draft::add);
        waiting.forEach(draft::hold);
        if (!waiting.isEmpty()) {
            boolean onlyLeader = alone.isPresent() && waiting.stream().allMatch(step -> isOn(step, alone));
            draft.obstacleToRestarts(
                    Obstacle.of(gate.closed(onlyLeader ? Blocker.LEADER_WINDOW : Blocker.RESTART_WINDOW, now)));
        }
    }

    private static boolean isOn(Step step, Optional<NodeName> node) {
        return step.target().node().equals(node);
    }

    private boolean leadsStandbyCluster() {
        return seen().member(leader())
                .filter(member -> member.role() == Role.STANDBY_LEADER)
                .isPresent();
    }

    private ClusterObservation seen() {
        return evidence.seen();
    }

    private NodeName leader() {
        return seen().leader().orElseThrow();
    }
}
