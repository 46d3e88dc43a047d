package dev.patrol.remote;

import dev.patrol.problem.Reason;
import org.jspecify.annotations.Nullable;

/** What was asked of another machine did not come about, or nobody knows whether it did. */
public abstract sealed class RemoteException extends Exception permits UnreachableException, RejectedException {
    private static final long serialVersionUID = 1L;

    private final transient Reason reason;

    RemoteException(Reason reason, @Nullable Throwable cause) {
        super(reason.toString(), cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
