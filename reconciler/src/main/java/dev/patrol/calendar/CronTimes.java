package dev.patrol.calendar;

import java.text.ParseException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Date;
import java.util.Optional;
import java.util.TimeZone;
import org.quartz.CronExpression;

/**
 * The times that a cron expression names.
 *
 * @param expression six or seven fields as Quartz has them, the second first; {@link CronText#parse} makes them of a
 *     crontab's five
 */
public record CronTimes(String expression) {
    public CronTimes {
        parsed(expression);
    }

    private static CronExpression parsed(String expression) {
        try {
            return new CronExpression(expression);
        } catch (ParseException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** The first of them after a moment, by the clocks of a time zone; none: there is no more. */
    public Optional<Instant> next(Instant after, ZoneId zone) {
        CronExpression times = parsed(expression);
        times.setTimeZone(TimeZone.getTimeZone(zone));
        return Optional.ofNullable(times.getNextValidTimeAfter(Date.from(after)))
                .map(Date::toInstant);
    }
}
