package dev.patrol.plan;

import dev.patrol.definition.ClusterName;
import dev.patrol.definition.NodeName;
import dev.patrol.diff.ClusterDiff;
import dev.patrol.parameters.Effect;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/**
 * What is to happen to a cluster.
 *
 * @param steps what can be done now, in the order in which it will happen
 * @param held what must wait for the obstacles to go
 * @param obstacles why not everything can be done now
 */
public record Plan(ClusterName cluster, ClusterDiff diff, List<Step> steps, List<Step> held, List<Obstacle> obstacles) {
    public Plan {
        steps = List.copyOf(steps);
        held = List.copyOf(held);
        obstacles = List.copyOf(obstacles);
    }

    /**
     * The part of the plan that happens on these nodes; the rest is held. The first start of a cluster cannot be split:
     * without the primary, no replica has anything to clone. Neither can a move of the REST API, which begins and ends with
     * a pause of the whole cluster. A change of the DCS reaches every node, so it waits for a run over all of them. Restarts
     * have an order that is theirs for a reason: none goes before one that is cut away.
     */
    public Plan limitedTo(Collection<NodeName> nodes) {
        boolean isAll = nodes.containsAll(diff.nodes().keySet());
        Predicate<Step> within =
                step -> step.target().node().map(nodes::contains).orElse(isAll);
        boolean startsWithoutPrimary = steps.stream()
                .anyMatch(step -> step instanceof Step.StartPatroni start
                        && start.becomes() == Step.StartPatroni.Becomes.PRIMARY
                        && !within.test(step));
        boolean splitsMove = steps.stream().anyMatch(Step.Resume.class::isInstance)
                && !steps.stream().allMatch(within);
        boolean isWhole = startsWithoutPrimary || splitsMove;
        boolean cut = false;
        List<Step> limited = new ArrayList<>();
        List<Step> rest = new ArrayList<>(held);
        for (Step step : steps) {
            boolean isWithin = within.test(step);
            cut |= !isWithin && (step.isDisruptive() || makesRestartPending(step));
            (isWithin && !isWhole && !(cut && step.isDisruptive()) ? limited : rest).add(step);
        }
        List<Obstacle> reasons = new ArrayList<>(obstacles);
        if (limited.size() < steps.size()) {
            reasons.add(new Obstacle(Obstacle.Kind.WAITING, ObstacleCause.LIMITED_RUN.reason()));
        }
        return new Plan(cluster, diff, limited, rest, reasons);
    }

    private static boolean makesRestartPending(Step step) {
        return step instanceof Step.ChangeDynamic
                && step.changes().stream().anyMatch(change -> change.effect() == Effect.RESTART);
    }

    /** Nothing is left to do, and everything could be judged. */
    public boolean isInSync() {
        return steps.isEmpty() && held.isEmpty() && obstacles.isEmpty();
    }
}
