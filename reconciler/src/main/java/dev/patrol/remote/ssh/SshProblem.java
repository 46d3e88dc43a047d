package dev.patrol.remote.ssh;

import java.io.IOException;

/** A failure that has already been put into words: why it failed, and what to do. */
final class SshProblem extends IOException {
    private static final long serialVersionUID = 1L;

    SshProblem(String message) {
        super(message);
    }

    SshProblem(String message, Throwable cause) {
        super(message, cause);
    }
}
