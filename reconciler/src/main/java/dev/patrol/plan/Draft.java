package dev.patrol.plan;

import dev.patrol.definition.ClusterName;
import dev.patrol.diff.ClusterDiff;
import dev.patrol.plan.Obstacle.Kind;
import java.util.ArrayList;
import java.util.List;

/** A plan while it is being made. */
final class Draft {
    private final List<Step> steps = new ArrayList<>();
    private final List<Step> held = new ArrayList<>();
    private final List<Obstacle> obstacles;

    Draft(List<Obstacle> obstacles) {
        this.obstacles = new ArrayList<>(obstacles);
    }

    void add(Step step) {
        steps.add(step);
    }

    void hold(Step step) {
        held.add(step);
    }

    void obstacle(Kind kind, String reason) {
        obstacle(new Obstacle(kind, reason));
    }

    void obstacle(Obstacle obstacle) {
        if (!obstacles.contains(obstacle)) {
            obstacles.add(obstacle);
        }
    }

    void holdEverything(Obstacle obstacle) {
        obstacles.add(obstacle);
    }

    /** One refusal or pause holds everything: half of a change that belongs together surprises more than none of it. */
    Plan finish(ClusterName cluster, ClusterDiff diff) {
        boolean handsOff = obstacles.stream().anyMatch(obstacle -> obstacle.kind() != Kind.WAITING);
        if (handsOff) {
            List<Step> all = new ArrayList<>(steps);
            all.addAll(held);
            return new Plan(cluster, diff, List.of(), all, obstacles);
        }
        return new Plan(cluster, diff, steps, held, obstacles);
    }
}
