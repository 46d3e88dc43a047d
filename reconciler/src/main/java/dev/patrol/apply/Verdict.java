package dev.patrol.apply;

/** What one look says of something that is waited for, and why it does not hold yet. */
record Verdict(State state, String reason) {
    enum State {
        YES,
        NOT_YET,
        /** Waiting longer is of no use. */
        NEVER
    }

    static final Verdict YES = new Verdict(State.YES, "");

    static Verdict notYet(String reason) {
        return new Verdict(State.NOT_YET, reason);
    }

    static Verdict never(String reason) {
        return new Verdict(State.NEVER, reason);
    }

    boolean isYes() {
        return state == State.YES;
    }
}
