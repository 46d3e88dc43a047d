package dev.patrol.daemon;

import dev.patrol.calendar.CronTimes;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** When passes begin. */
public sealed interface Schedule {
    /** Later than any pass. */
    Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

    /** The beginning of the next pass after a moment. */
    Instant next(Instant after);

    /** A pass at the start, and another each time the interval has passed. */
    record Every(Duration interval) implements Schedule {
        public Every {
            if (interval.isNegative() || interval.isZero()) {
                throw new IllegalArgumentException("an interval must be longer than nothing: " + interval);
            }
        }

        @Override
        public Instant next(Instant after) {
            return after.plus(interval);
        }
    }

    /**
     * A pass at the start, and others at the times that an expression names, in this machine's time zone.
     *
     * @param times an expression's
     */
    record Cron(CronTimes times) implements Schedule {
        @Override
        public Instant next(Instant after) {
            return times.next(after, ZoneId.systemDefault()).orElse(NEVER);
        }
    }
}
