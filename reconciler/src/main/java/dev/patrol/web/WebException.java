package dev.patrol.web;

/** Patrol cannot answer over HTTP. The message names the address, the reason and the way out. */
public final class WebException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WebException(String message, Throwable cause) {
        super(message, cause);
    }
}
