package dev.patrol.plan;

import dev.patrol.definition.ClusterName;
import dev.patrol.definition.DriftPolicy;
import dev.patrol.definition.NodeName;
import dev.patrol.diff.ClusterDiff;
import dev.patrol.diff.Layer;
import dev.patrol.plan.Obstacle.Kind;
import dev.patrol.problem.Reason;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A plan while it is being made. */
final class Draft {
    private final List<Step> steps = new ArrayList<>();
    private final List<Step> held = new ArrayList<>();
    private final List<Obstacle> obstacles;
    private final Set<Obstacle> ofRestarts = new HashSet<>();
    private final DriftPolicy policy;

    Draft(List<Obstacle> obstacles, DriftPolicy policy) {
        this.obstacles = new ArrayList<>(obstacles);
        this.policy = policy;
    }

    void add(Step step) {
        steps.add(step);
    }

    boolean holds(Class<? extends Step> kind) {
        return held.stream().anyMatch(kind::isInstance);
    }

    boolean reloads(NodeName node) {
        return steps.stream()
                .anyMatch(step ->
                        step instanceof Step.Reload reload && reload.node().equals(node));
    }

    /** Adds a step that enforces a layer, unless its differences are only to be reported. */
    void enforce(Layer layer, Step step) {
        if (enforces(layer)) {
            steps.add(step);
        }
    }

    boolean enforces(Layer layer) {
        return !layer.isOnlyReported(policy);
    }

    void hold(Step step) {
        held.add(step);
    }

    void obstacle(Kind kind, Reason reason) {
        obstacle(new Obstacle(kind, reason));
    }

    void obstacle(Obstacle obstacle) {
        if (!obstacles.contains(obstacle)) {
            obstacles.add(obstacle);
        }
    }

    /** Of restarts alone, which whoever says so holds: what else there is to do goes on, also where it is a refusal. */
    void obstacleToRestarts(Obstacle obstacle) {
        ofRestarts.add(obstacle);
        obstacle(obstacle);
    }

    void holdEverything(Obstacle obstacle) {
        obstacles.add(obstacle);
    }

    /** One refusal or pause, but for one of restarts alone, holds everything: half of a change that belongs together surprises more than none of it. */
    Plan finish(ClusterName cluster, ClusterDiff diff) {
        boolean handsOff = obstacles.stream()
                .filter(obstacle -> !ofRestarts.contains(obstacle))
                .anyMatch(obstacle -> obstacle.kind() == Kind.PAUSED || obstacle.kind() == Kind.STALLED);
        if (handsOff) {
            List<Step> all = new ArrayList<>(steps);
            all.addAll(held);
            return new Plan(cluster, diff, List.of(), all, obstacles);
        }
        return new Plan(cluster, diff, steps, held, obstacles);
    }
}
