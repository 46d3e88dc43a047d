package dev.patrol.remote;

import dev.patrol.problem.Reason;

/** No answer came: of what was asked nothing is known, and a change that was asked for may have been made or not. */
public final class UnreachableException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Reason reason;

    public UnreachableException(Reason reason) {
        super(reason.toString());
        this.reason = reason;
    }

    public UnreachableException(Reason reason, Throwable cause) {
        super(reason.toString(), cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
