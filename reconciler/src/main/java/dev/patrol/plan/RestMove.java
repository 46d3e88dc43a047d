package dev.patrol.plan;

import dev.patrol.definition.ClusterDefinition;
import dev.patrol.definition.NodeDefinition;
import dev.patrol.definition.NodeName;
import dev.patrol.diff.Layer;
import dev.patrol.diff.NodeDiff;
import dev.patrol.observe.ClusterObservation;
import dev.patrol.observe.NodeSeen;
import dev.patrol.parameters.DynamicKeys;
import dev.patrol.parameters.Effect;
import dev.patrol.plan.Obstacle.Kind;
import dev.patrol.problem.Reason;
import dev.patrol.safety.Blocker;
import dev.patrol.safety.Gate;
import dev.patrol.safety.SafetyRules;
import dev.patrol.tree.KeyPath;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A REST API that is to listen elsewhere, or with another certificate. A reload that cannot open it leaves Patroni without
 * it, and the next one blocks its loop until another member becomes a second primary; so it is never done by reload:
 *
 * <ol>
 *   <li>Every node is asked whether the new listener could be opened there; if not, nothing was changed.
 *   <li>In a maintenance window the cluster is paused: a Patroni that ends in a pause leaves PostgreSQL running.
 *   <li>On one node after the other, the leader last: the file is written, Patroni's process restarted, and its answer
 *       awaited.
 *   <li>The pause is ended.
 * </ol>
 *
 * <p>A pass that is cut short leaves the pause with Patrol's mark beside it, and the next one finishes. Other changes to
 * the files wait for the round after.
 */
record RestMove(ClusterDefinition cluster, Planner.Evidence evidence, Gate gate, NodeName leader) {
    private static final Set<String> LISTENER = Set.of("listen", "certfile", "keyfile", "cafile");

    /** Whether a pause is Patrol's own, or was. */
    static boolean isMarked(ClusterObservation seen) {
        return seen.dynamic()
                .filter(config -> config.get(DynamicKeys.PAUSED_BY_PATROL).isPresent())
                .isPresent();
    }

    /** Plans it; false where there is nothing of the kind to do. */
    boolean plan(Draft draft, Instant now) {
        boolean begun = isMarked(evidence.seen());
        List<NodeDefinition> due = cluster.nodes().stream()
                .filter(this::isDue)
                .sorted(Changes.last(leader))
                .toList();
        // Where an edit by hand is only to be reported, none is begun; what was begun is finished.
        if (!begun && (due.isEmpty() || !draft.enforces(Layer.FILE))) {
            return false;
        }
        Optional<Obstacle> objection = begun ? objectionToFinish(due) : objectionToBegin(due, now);
        objection.ifPresent(begun ? draft::obstacle : draft::obstacleToRestarts);
        steps(due).forEach(objection.isPresent() ? draft::hold : draft::add);
        return true;
    }

    private List<Step> steps(List<NodeDefinition> due) {
        List<Step> steps = new ArrayList<>();
        due.forEach(node -> steps.add(new Step.CheckRest(node.name(), StepReason.LISTENER_CHECK.reason())));
        if (!due.isEmpty() && !evidence.seen().isPaused()) {
            steps.add(new Step.Pause(leader, StepReason.PAUSE_FOR_MOVE.reason()));
        }
        for (NodeDefinition node : due) {
            NodeDiff diff = evidence.diff().node(node.name());
            if (diff.fileDiffers()) {
                steps.add(new Step.WriteConfig(
                        node.name(), diff.file(), diff.fileMissing(), StepReason.LISTENS_OTHERWISE.reason()));
            }
            steps.add(new Step.RestartPatroni(node.name(), StepReason.NO_RELOAD_FOR_LISTENER.reason()));
        }
        steps.add(new Step.Resume(leader, StepReason.OWN_PAUSE.reason()));
        return steps;
    }

    /** Whether Patroni on the node is to be restarted for its REST API, and must not be reloaded. */
    boolean isDue(NodeDefinition node) {
        Optional<NodeSeen> seen = evidence.seen().seen(node.name());
        if (seen.isEmpty() || isLeftToOthers()) {
            return false;
        }
        if (!seen.get().runsPatroni(node)) {
            // One that a restart has left down comes before the next one is touched.
            return isMarked(evidence.seen()) && !SafetyRules.isYetToJoin(node, evidence.seen());
        }
        boolean changes = evidence.diff().node(node.name()).file().stream()
                .anyMatch(change -> change.effect() == Effect.PROCESS_RESTART);
        boolean listensElsewhere =
                seen.get().restAt().filter(place -> !place.equals(node.rest())).isPresent();
        boolean wasCutShort = isMarked(evidence.seen()) && !seen.get().hasReadItsFile();
        return changes || listensElsewhere || wasCutShort;
    }

    private boolean isLeftToOthers() {
        return LISTENER.stream().anyMatch(key -> cluster.policy().drift().ignores(KeyPath.of("restapi", key)));
    }

    private Optional<Obstacle> objectionToBegin(List<NodeDefinition> due, Instant now) {
        return overruled(due)
                .map(reason -> new Obstacle(Kind.WAITING, ObstacleCause.NOT_MOVING.with("why", reason)))
                .or(() -> gate.move(leader, evidence.seen(), now).map(Obstacle::of));
    }

    // Once begun it is finished, in its window or not: in a pause there is no failover. People must know of one that
    // stays.
    private Optional<Obstacle> objectionToFinish(List<NodeDefinition> due) {
        return overruled(due)
                .or(() -> evidence.seen().unseen().stream()
                        .map(node -> Blocker.UNSEEN.with("node", node.name()))
                        .findFirst())
                .map(reason -> new Obstacle(Kind.STALLED, ObstacleCause.HALF_MOVED.with("why", reason)));
    }

    // No restart would bring it to where the file says.
    private Optional<Reason> overruled(List<NodeDefinition> due) {
        return due.stream().flatMap(node -> overruled(node).stream()).findFirst();
    }

    private Optional<Reason> overruled(NodeDefinition node) {
        return evidence.seen().seen(node.name()).stream()
                .flatMap(found -> found.process().environment().keySet().stream())
                .filter(variable -> LISTENER.stream()
                        .anyMatch(key -> variable.equals("PATRONI_RESTAPI_" + key.toUpperCase(Locale.ROOT))))
                .findFirst()
                .map(variable -> ObstacleCause.OVERRULED.with("variable", variable, "node", node.name()));
    }
}
