package dev.patrol.remote.rest;

import dev.patrol.remote.NodeReading.RestAnswer;
import dev.patrol.remote.RejectedException;

/** Words for Patroni's refusals, by the status codes that {@code api.py} gives. */
final class Rejection {
    private static final int QUOTE_LIMIT = 200;

    private Rejection() {}

    static RejectedException of(String tried, RestAnswer answer) {
        return new RejectedException(
                tried + ": Patroni answered " + answer.status() + quote(answer.body()) + "; " + wayOut(answer));
    }

    static RejectedException ofSwitchover(String tried, RestAnswer answer) {
        boolean access = answer.status() == 401 || answer.status() == 403;
        return new RejectedException(tried + ": Patroni answered " + answer.status() + quote(answer.body()) + "; "
                + (access ? wayOut(answer) : "see Patroni's log on both nodes"));
    }

    private static String wayOut(RestAnswer answer) {
        return switch (answer.status()) {
            case 401 ->
                "make restapi.authentication in the definition match the user and password that the running Patroni has";
            case 403 -> wayOutOfForbidden(answer.body());
            case 409 -> "somebody else keeps changing the dynamic configuration; run again when they have finished";
            case 503 -> "the cluster has no dynamic configuration in its DCS yet; wait until it has a leader";
            case 502 -> "Patroni could not reach its DCS; look at etcd and at Patroni's log";
            default -> "see Patroni's log on the node";
        };
    }

    // check_access in api.py: first the allow-list, then the client certificate.
    private static String wayOutOfForbidden(String body) {
        return body.contains("client certificate")
                ? "Patrol has no client certificate to show; set restapi.verify_client to 'none'"
                : "add the address that Patrol comes from to restapi.allowlist (through SSH it is the node's own)";
    }

    // http.server's own errors come as a page of HTML, which helps nobody in a message.
    private static String quote(String body) {
        String line = body.strip().lines().findFirst().orElse("");
        if (line.isEmpty() || line.startsWith("<")) {
            return "";
        }
        return " ('" + line.substring(0, Math.min(QUOTE_LIMIT, line.length())) + "')";
    }
}
