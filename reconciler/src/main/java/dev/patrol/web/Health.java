package dev.patrol.web;

import dev.patrol.problem.Printable;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether passes are being made.
 *
 * @param scheduling whether more passes will come
 * @param lastPass when a pass over the whole fleet last ended
 * @param deadline until when the next one has to have ended
 * @param failure why the last attempt came to nothing, where it did
 */
public record Health(boolean scheduling, Optional<Instant> lastPass, Instant deadline, Optional<String> failure) {
    boolean isGood(Instant now) {
        return scheduling && !now.isAfter(deadline);
    }

    /** One line for people. */
    String describe(Instant now) {
        String pass = lastPass.map(when ->
                        "the last pass ended " + Duration.between(when, now).toSeconds() + " s ago")
                .orElse("no pass has ended yet");
        return (isGood(now) ? "ok: " : "not ok: ")
                + (scheduling ? "" : "passes are no longer scheduled; ")
                + pass
                + failure.map(reason -> "; the last attempt failed: " + Printable.line(reason))
                        .orElse("");
    }
}
