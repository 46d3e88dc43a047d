package dev.patrol.cli;

import dev.patrol.diff.KeyChange;
import dev.patrol.plan.Step;
import java.util.List;

/** The keys that a step changes, for those kinds that change any. */
final class StepChanges {
    private StepChanges() {}

    static List<KeyChange> of(Step step) {
        if (step instanceof Step.WriteConfig write) {
            return write.changes();
        }
        return step instanceof Step.ChangeDynamic change ? change.changes() : List.of();
    }
}
