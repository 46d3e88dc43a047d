package dev.patrol.remote;

import dev.patrol.problem.Reason;

/** The other side answered, and not with what was asked for: it said no, or what it said cannot be read. */
public final class RejectedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Reason reason;

    public RejectedException(Reason reason) {
        super(reason.toString());
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
