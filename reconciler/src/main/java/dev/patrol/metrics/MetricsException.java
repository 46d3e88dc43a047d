package dev.patrol.metrics;

/** Metrics cannot be exported. The message names the file or address, the reason and the way out. */
public final class MetricsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MetricsException(String message, Throwable cause) {
        super(message, cause);
    }
}
