package dev.patrol.remote;

import dev.patrol.problem.Reason;

/** No answer came: of what was asked nothing is known, and a change that was asked for may have been made or not. */
public final class UnreachableException extends RemoteException {
    private static final long serialVersionUID = 1L;

    public UnreachableException(Reason reason) {
        super(reason, null);
    }

    public UnreachableException(Reason reason, Throwable cause) {
        super(reason, cause);
    }
}
