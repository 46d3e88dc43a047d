package dev.patrol.apply;

import dev.patrol.definition.ClusterName;
import dev.patrol.plan.Step;

/** Is told of every step as it happens. */
public interface StepListener {
    void stepStarted(ClusterName cluster, Step step);

    void stepFinished(ClusterName cluster, StepResult result);
}
