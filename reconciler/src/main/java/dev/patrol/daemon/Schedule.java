package dev.patrol.daemon;

import java.time.Duration;
import java.time.Instant;

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
     * @param expression six or seven fields as Quartz has them; see {@link CronText#toQuartz}
     */
    record Cron(String expression) implements Schedule {
        public Cron {
            CronText.times(expression);
        }

        @Override
        public Instant next(Instant after) {
            return CronText.next(expression, after).orElse(NEVER);
        }
    }
}
