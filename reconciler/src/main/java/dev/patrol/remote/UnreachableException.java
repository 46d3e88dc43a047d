package dev.patrol.remote;

/** A node or service did not answer: nothing is known of it. The message says what was tried and why it failed. */
public final class UnreachableException extends Exception {
    private static final long serialVersionUID = 1L;

    public UnreachableException(String message) {
        super(message);
    }

    public UnreachableException(String message, Throwable cause) {
        super(message, cause);
    }
}
