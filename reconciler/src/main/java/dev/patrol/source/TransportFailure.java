package dev.patrol.source;

import java.time.Duration;

/** Words for what goes wrong between here and a Git server. */
final class TransportFailure {
    private TransportFailure() {}

    static String explain(Throwable failure, Duration timeout) {
        StringBuilder s = new StringBuilder();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            s.append(" | ").append(cause);
        }
        return s.toString();
    }
}
