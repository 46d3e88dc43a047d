package dev.patrol.view;

import dev.patrol.diff.KeyChange;
import dev.patrol.plan.Step;
import java.util.List;

/** The keys that a step changes, as a person wants to read them. */
public final class StepChanges {
    private static final String SEED = "bootstrap";

    private StepChanges() {}

    /** Those that tell something: without the copy that would seed a rebuilt DCS. */
    static List<KeyChange> telling(Step step) {
        return step.changes().stream().filter(change -> !isSeed(change)).toList();
    }

    /** How many keys of the copy that would seed a rebuilt DCS change. */
    static long seeds(Step step) {
        return step.changes().stream().filter(StepChanges::isSeed).count();
    }

    private static boolean isSeed(KeyChange change) {
        return change.path().first().equals(SEED);
    }
}
