package dev.patrol.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * A stretch of time that comes again.
 *
 * @param opens when it begins
 * @param duration how long it lasts, by a stopwatch: where clocks are put forward, it ends an hour later by them
 */
public record Window(CronTimes opens, Duration duration) {
    public Window {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("a window must last longer than nothing: " + duration);
        }
    }

    /** When the window ends in which a moment lies; empty when it lies in none. The end itself lies outside. */
    Optional<Instant> endAt(Instant moment, ZoneId zone) {
        // What began no longer ago than it lasts is not over yet.
        return opens.next(moment.minus(duration), zone)
                .filter(begin -> !begin.isAfter(moment))
                .map(begin -> begin.plus(duration));
    }
}
