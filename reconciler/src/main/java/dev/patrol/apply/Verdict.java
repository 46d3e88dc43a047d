package dev.patrol.apply;

import dev.patrol.problem.Reason;
import java.util.Optional;

/** What one look says of something that is waited for, and why it does not hold yet. */
record Verdict(State state, Reason reason) {
    enum State {
        YES,
        NOT_YET,
        /** Waiting longer is of no use. */
        NEVER
    }

    static final Verdict YES = new Verdict(State.YES, Reason.said(""));

    static Verdict notYet(Reason reason) {
        return new Verdict(State.NOT_YET, reason);
    }

    static Verdict never(Reason reason) {
        return new Verdict(State.NEVER, reason);
    }

    /** Yes, unless there is a reason to wait. */
    static Verdict unless(Optional<Reason> reason) {
        return reason.map(Verdict::notYet).orElse(YES);
    }

    /** What is not known to hold, where it is not. */
    Optional<Reason> doubt() {
        return isYes() ? Optional.empty() : Optional.of(reason);
    }

    boolean isYes() {
        return state == State.YES;
    }
}
