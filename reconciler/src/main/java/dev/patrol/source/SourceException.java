package dev.patrol.source;

/** The repository cannot be read. The message says what was tried, why it failed and what to do; it holds no password. */
public final class SourceException extends Exception {
    private static final long serialVersionUID = 1L;

    public SourceException(String message) {
        super(message);
    }

    public SourceException(String message, Throwable cause) {
        super(message, cause);
    }
}
