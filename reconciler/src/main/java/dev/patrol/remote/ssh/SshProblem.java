package dev.patrol.remote.ssh;

import dev.patrol.problem.Reason;
import java.io.IOException;

/** A failure whose reason is known already. */
final class SshProblem extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient Reason reason;

    SshProblem(Reason reason) {
        super(reason.toString());
        this.reason = reason;
    }

    SshProblem(Reason reason, Throwable cause) {
        super(reason.toString(), cause);
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }
}
