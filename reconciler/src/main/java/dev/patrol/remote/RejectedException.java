package dev.patrol.remote;

/** The other side answered and said no. The message says what was tried, what it answered, and the way out. */
public final class RejectedException extends Exception {
    private static final long serialVersionUID = 1L;

    public RejectedException(String message) {
        super(message);
    }
}
