package dev.patrol.remote.node;

import dev.patrol.problem.Reason;
import java.io.IOException;

/** A node's answer that cannot be read. What follows it on the same channel cannot be either. */
public final class UnreadReply extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient Reason reason;

    UnreadReply(Reason reason) {
        super(reason.toString());
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
