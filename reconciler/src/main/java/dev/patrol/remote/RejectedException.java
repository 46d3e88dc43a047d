package dev.patrol.remote;

import dev.patrol.problem.Reason;

/** The other side answered, and not with what was asked for: it said no, or what it said cannot be read. */
public final class RejectedException extends RemoteException {
    private static final long serialVersionUID = 1L;

    public RejectedException(Reason reason) {
        super(reason, null);
    }
}
