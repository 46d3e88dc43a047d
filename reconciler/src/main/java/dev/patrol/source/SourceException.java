package dev.patrol.source;

/** The definitions could not be had. The message says of which source, why, and what to do; it holds no password. */
public final class SourceException extends Exception {
    private static final long serialVersionUID = 1L;

    public SourceException(String message) {
        super(message);
    }

    public SourceException(String message, Throwable cause) {
        super(message, cause);
    }
}
