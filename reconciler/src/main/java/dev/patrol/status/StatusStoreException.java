package dev.patrol.status;

/** The state folder cannot be read or written. The message names the file, the reason and the way out. */
public final class StatusStoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StatusStoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
