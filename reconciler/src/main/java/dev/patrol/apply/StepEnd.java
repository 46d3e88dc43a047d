package dev.patrol.apply;

/** How a step ended, before it is known how long it took. */
record StepEnd(StepResult.Kind kind, String detail) {
    static StepEnd done(String detail) {
        return new StepEnd(StepResult.Kind.DONE, detail);
    }

    static StepEnd notNeeded(String detail) {
        return new StepEnd(StepResult.Kind.NOT_NEEDED, detail);
    }

    static StepEnd failed(String detail) {
        return new StepEnd(StepResult.Kind.FAILED, detail);
    }

    /** No fault of anything: it has to wait, or to be planned anew, and the rest of the plan with it. */
    static StepEnd notDone(String detail) {
        return new StepEnd(StepResult.Kind.NOT_DONE, detail);
    }
}
