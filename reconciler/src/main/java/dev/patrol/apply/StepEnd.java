package dev.patrol.apply;

/** How a step ended, before it is known how long it took. */
record StepEnd(StepResult.Kind kind, String detail) {
    static StepEnd done(String detail) {
        return new StepEnd(StepResult.Kind.DONE, detail);
    }

    static StepEnd notNeeded(String detail) {
        return new StepEnd(StepResult.Kind.NOT_NEEDED, detail);
    }

    /** The plan was made for what is no longer so. */
    static StepEnd outdated(String detail) {
        return new StepEnd(StepResult.Kind.NOT_DONE, detail);
    }

    static StepEnd failed(String detail) {
        return new StepEnd(StepResult.Kind.FAILED, detail);
    }

    /** Not now, and no fault of anything: the rest of the plan waits as well. */
    static StepEnd notDone(String detail) {
        return new StepEnd(StepResult.Kind.NOT_DONE, detail);
    }
}
