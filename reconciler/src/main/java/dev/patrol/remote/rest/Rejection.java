package dev.patrol.remote.rest;

import dev.patrol.problem.Cause;
import dev.patrol.remote.NodeReading.RestAnswer;
import dev.patrol.remote.Refusal;
import dev.patrol.remote.RejectedException;
import java.util.Optional;

/** What Patroni's refusals mean, by the status codes that {@code api.py} gives. */
final class Rejection {
    private static final int QUOTE_LIMIT = 200;

    private Rejection() {}

    static RejectedException of(RestAnswer answer) {
        return of(
                switch (answer.status()) {
                    case 409 -> Refusal.REST_CONFLICT;
                    case 503 -> Refusal.REST_NO_CONFIG;
                    case 502 -> Refusal.REST_NO_DCS;
                    default -> access(answer).orElse(Refusal.REST);
                },
                answer);
    }

    static RejectedException ofSwitchover(RestAnswer answer) {
        return of(access(answer).orElse(Refusal.REST_SWITCHOVER), answer);
    }

    private static RejectedException of(Cause cause, RestAnswer answer) {
        return new RejectedException(cause.with("status", answer.status(), "said", quote(answer.body())));
    }

    // check_access in api.py: first the allow-list, then the client certificate.
    private static Optional<Cause> access(RestAnswer answer) {
        return switch (answer.status()) {
            case 401 -> Optional.of(Refusal.REST_LOGIN);
            case 403 ->
                Optional.of(
                        answer.body().contains("client certificate")
                                ? Refusal.REST_CLIENT_CERTIFICATE
                                : Refusal.REST_ALLOWLIST);
            default -> Optional.empty();
        };
    }

    // http.server's own errors come as a page of HTML, which helps nobody in a message.
    private static Optional<String> quote(String body) {
        return body.strip()
                .lines()
                .findFirst()
                .filter(line -> !line.isEmpty() && !line.startsWith("<"))
                .map(line -> line.substring(0, Math.min(QUOTE_LIMIT, line.length())));
    }
}
