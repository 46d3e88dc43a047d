package dev.patrol.apply;

import dev.patrol.definition.ClusterName;
import dev.patrol.plan.Step;

/** Is told of every step as it happens. */
public interface StepListener {
    void stepStarted(ClusterName cluster, Step step);

    /** Also of a step that was never started, because an earlier one failed. */
    void stepFinished(ClusterName cluster, StepResult result);
}
