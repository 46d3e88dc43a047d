package dev.patrol.web;

import dev.patrol.metrics.ReconcileMetrics;
import dev.patrol.status.StatusStore;
import dev.patrol.view.StatusPage;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;

/** {@code /metrics} for Prometheus, {@code /healthz} for supervisors, {@code /} for people. None can change anything. */
public record Pages(ReconcileMetrics metrics, Supplier<Health> health, StatusStore statuses, InstantSource clock) {
    static final String HEALTH = "/healthz";

    /** What a path shows, in the form that the request's {@code Accept} asks for. */
    Answer answer(String path, String accept) {
        return switch (path) {
            case "/metrics" -> metrics(accept);
            case HEALTH -> health(clock.instant());
            case "/" ->
                new Answer(
                        200,
                        "text/html; charset=utf-8",
                        StatusPage.of(statuses.readAll(), statuses.unrecorded(), clock.instant()));
            default -> Answer.text(404, "nothing here; try /, /metrics or /healthz\n");
        };
    }

    private Answer metrics(String accept) {
        ReconcileMetrics.Exposition exposition = metrics.exposition(accept);
        return new Answer(200, exposition.contentType(), exposition.text());
    }

    private Answer health(Instant now) {
        Health seen = health.get();
        return Answer.text(seen.isGood(now) ? 200 : 503, seen.describe(now) + "\n");
    }
}
