package dev.patrol.lease;

/** Nobody can tell who may change a cluster. The message names the file, the reason and the way out. */
public final class LeaseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LeaseException(String message, Throwable cause) {
        super(message, cause);
    }
}
