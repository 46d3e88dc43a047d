package dev.patrol.reconcile;

import dev.patrol.apply.StepListener;
import dev.patrol.apply.StepResult;
import dev.patrol.definition.ClusterName;
import dev.patrol.plan.Step;
import java.util.List;

/** Is told what a pass does, as it happens; several clusters may report at the same time. */
public interface PassEvents extends StepListener {
    @Override
    default void stepStarted(ClusterName cluster, Step step) {}

    @Override
    default void stepFinished(ClusterName cluster, StepResult result) {}

    default void clusterFinished(ClusterReport report) {}

    /** Every cluster that was asked for has been seen; a pass that was interrupted does not get here. */
    default void fleetFinished(FleetReport report) {}

    /** The repository could not be read; nothing else happened in this pass. */
    default void fetchFailed(String reason) {}

    /** Clusters that are not in Git any more stay among the statuses. */
    default void forgetFailed(String reason) {}

    /** Tells all of them, in their order. */
    static PassEvents all(List<PassEvents> listeners) {
        return new PassEvents() {
            @Override
            public void stepStarted(ClusterName cluster, Step step) {
                listeners.forEach(listener -> listener.stepStarted(cluster, step));
            }

            @Override
            public void stepFinished(ClusterName cluster, StepResult result) {
                listeners.forEach(listener -> listener.stepFinished(cluster, result));
            }

            @Override
            public void clusterFinished(ClusterReport report) {
                listeners.forEach(listener -> listener.clusterFinished(report));
            }

            @Override
            public void fleetFinished(FleetReport report) {
                listeners.forEach(listener -> listener.fleetFinished(report));
            }

            @Override
            public void fetchFailed(String reason) {
                listeners.forEach(listener -> listener.fetchFailed(reason));
            }

            @Override
            public void forgetFailed(String reason) {
                listeners.forEach(listener -> listener.forgetFailed(reason));
            }
        };
    }
}
