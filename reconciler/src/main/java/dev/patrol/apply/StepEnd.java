package dev.patrol.apply;

import dev.patrol.problem.Reason;

/** How a step ended, before it is known how long it took. */
record StepEnd(StepResult.Kind kind, Reason detail) {
    static StepEnd done(Reason detail) {
        return new StepEnd(StepResult.Kind.DONE, detail);
    }

    static StepEnd notNeeded(Reason detail) {
        return new StepEnd(StepResult.Kind.NOT_NEEDED, detail);
    }

    static StepEnd failed(Reason detail) {
        return new StepEnd(StepResult.Kind.FAILED, detail);
    }

    /** No fault of anything: it has to wait, or to be planned anew, and the rest of the plan with it. */
    static StepEnd notDone(Reason detail) {
        return new StepEnd(StepResult.Kind.NOT_DONE, detail);
    }
}
