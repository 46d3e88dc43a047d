package dev.patrol.apply;

/** What one look says of something that is waited for, and why it does not hold yet. */
record Sighting(State state, String reason) {
    enum State {
        YES,
        NOT_YET,
        /** Waiting longer is of no use. */
        NEVER
    }

    static final Sighting YES = new Sighting(State.YES, "");

    static Sighting notYet(String reason) {
        return new Sighting(State.NOT_YET, reason);
    }

    static Sighting never(String reason) {
        return new Sighting(State.NEVER, reason);
    }

    boolean isYes() {
        return state == State.YES;
    }
}
