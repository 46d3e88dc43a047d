package dev.patrol.plan;

import dev.patrol.definition.ClusterName;
import dev.patrol.diff.ClusterDiff;
import java.util.List;

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

    /** Nothing is left to do, and everything could be judged. */
    public boolean isInSync() {
        return steps.isEmpty() && held.isEmpty() && obstacles.isEmpty();
    }
}
