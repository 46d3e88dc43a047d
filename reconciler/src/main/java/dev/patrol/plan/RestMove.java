package dev.patrol.plan;

import dev.patrol.definition.ClusterDefinition;
import dev.patrol.definition.NodeDefinition;
import dev.patrol.definition.NodeName;
import dev.patrol.diff.NodeDiff;
import dev.patrol.observe.ClusterObservation;
import dev.patrol.observe.NodeSeen;
import dev.patrol.parameters.DynamicKeys;
import dev.patrol.parameters.Effect;
import dev.patrol.plan.Obstacle.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A REST API that is to listen elsewhere, or with another certificate. A reload that cannot open it leaves Patroni without
 * it, and the next one blocks its loop until another member becomes a second primary; so it is never done by reload:
 *
 * <ol>
 *   <li>Every node is asked whether the new listener could be opened there; if not, nothing was changed.
 *   <li>The cluster is paused: a Patroni that ends in a pause leaves PostgreSQL running.
 *   <li>On one node after the other, the leader last: the file is written, Patroni's process restarted, and its answer
 *       awaited.
 *   <li>The pause is ended.
 * </ol>
 *
 * <p>A pass that is cut short leaves the pause with Patrol's mark beside it, and the next one finishes. Everything else
 * waits for the round after.
 */
record RestMove(ClusterDefinition cluster, Planner.Evidence evidence, SafetyRules safety, NodeName leader) {
    /** Whether a pause is Patrol's own, or was. */
    static boolean isMarked(ClusterObservation seen) {
        return seen.dynamic()
                .filter(config -> config.containsKey(DynamicKeys.PAUSED_BY_PATROL))
                .isPresent();
    }

    /** Plans it; false where there is nothing of the kind to do. */
    boolean plan(Draft draft) {
        List<NodeDefinition> owed = cluster.nodes().stream()
                .filter(this::owes)
                .sorted(Comparator.comparing(
                                (NodeDefinition node) -> node.name().equals(leader))
                        .thenComparing(NodeDefinition::name))
                .toList();
        if (owed.isEmpty() && !isMarked(evidence.seen())) {
            return false;
        }
        Optional<String> objection = objection();
        objection.ifPresent(
                reason -> draft.obstacle(Kind.WAITING, "not moving the REST API now: " + reason + "; will look again"));
        steps(owed).forEach(objection.isPresent() ? draft::hold : draft::add);
        return true;
    }

    private List<Step> steps(List<NodeDefinition> owed) {
        List<Step> steps = new ArrayList<>();
        owed.forEach(node -> steps.add(
                new Step.CheckRest(node.name(), "before anything is changed: a listener that fails costs the API")));
        if (!owed.isEmpty() && !evidence.seen().isPaused()) {
            steps.add(new Step.Pause(leader, "so that PostgreSQL goes on while Patroni restarts"));
        }
        for (NodeDefinition node : owed) {
            NodeDiff diff = evidence.diff().nodes().get(node.name());
            if (diff.fileDiffers()) {
                steps.add(new Step.WriteConfig(
                        node.name(), diff.file(), diff.fileMissing(), "its REST API is to listen otherwise"));
            }
            steps.add(new Step.RestartPatroni(node.name(), "a reload could leave it without its REST API"));
        }
        steps.add(new Step.Resume(leader, "the pause is Patrol's own"));
        return steps;
    }

    private boolean owes(NodeDefinition node) {
        Optional<NodeSeen> seen = evidence.seen().seen(node.name());
        if (seen.filter(found -> found.isRunning(node.layout().units().patroni()))
                .isEmpty()) {
            return false;
        }
        boolean changes = evidence.diff().nodes().get(node.name()).file().stream()
                .anyMatch(change -> change.effect() == Effect.PROCESS_RESTART);
        boolean listensElsewhere =
                seen.get().restAt().filter(place -> !place.equals(node.rest())).isPresent();
        boolean wasCutShort = isMarked(evidence.seen()) && !seen.get().hasReadItsFile();
        return changes || listensElsewhere || wasCutShort;
    }

    private Optional<String> objection() {
        if (!isMarked(evidence.seen())) {
            return safety.objectionTo(leader, cluster, evidence.seen());
        }
        // Once begun it is finished: a cluster in a pause has no failover.
        return evidence.seen().unreachable().stream()
                .map(node -> "node '" + node.name() + "' is unreachable, so nothing is known of it")
                .findFirst();
    }
}
