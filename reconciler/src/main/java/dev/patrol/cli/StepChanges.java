package dev.patrol.cli;

import dev.patrol.diff.KeyChange;
import dev.patrol.plan.Step;
import java.util.List;

/** The keys that a step changes, for those kinds that change any. */
final class StepChanges {
    private static final String SEED = "bootstrap";

    private StepChanges() {}

    static List<KeyChange> of(Step step) {
        if (step instanceof Step.WriteConfig write) {
            return write.changes();
        }
        if (step instanceof Step.ResetParameters reset) {
            return reset.changes();
        }
        if (step instanceof Step.RenewFiles renew) {
            return renew.changes();
        }
        return step instanceof Step.ChangeDynamic change ? change.changes() : List.of();
    }

    /** Those that a person wants to read: without the copy that would seed a rebuilt DCS. */
    static List<KeyChange> telling(Step step) {
        return of(step).stream().filter(change -> !isSeed(change)).toList();
    }

    /** How many keys of the copy that would seed a rebuilt DCS change. */
    static long seeds(Step step) {
        return of(step).stream().filter(StepChanges::isSeed).count();
    }

    private static boolean isSeed(KeyChange change) {
        return change.path().get(0).equals(SEED);
    }
}
