package dev.patrol.remote;

/**
 * A node or service could not be reached, or its answer says nothing: of what was asked nothing is known, and a change
 * that was asked for may have been made or not. The message says what was tried and why it failed.
 */
public final class UnreachableException extends Exception {
    private static final long serialVersionUID = 1L;

    public UnreachableException(String message) {
        super(message);
    }

    public UnreachableException(String message, Throwable cause) {
        super(message, cause);
    }
}
