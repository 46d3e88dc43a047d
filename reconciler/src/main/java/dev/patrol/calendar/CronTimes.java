package dev.patrol.calendar;

import java.text.ParseException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
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

    /**
     * The first of them after a moment, by the clocks of a time zone; none: there is no more. Where clocks are put forward, a
     * time in the hour that they skip comes when they do so; where they are put back, a time in the hour that they have twice
     * comes twice. (Quartz alone would skip the day, or the hour.)
     */
    public Optional<Instant> next(Instant after, ZoneId zone) {
        CronExpression times = parsed(expression);
        ZoneRules rules = zone.getRules();
        Optional<Instant> next = next(times, after, rules.getOffset(after));
        ZoneOffsetTransition change = rules.nextTransition(after);
        while (true) {
            if (next.isEmpty() || change == null || next.get().isBefore(change.getInstant())) {
                return next;
            }
            if (change.isGap() && next.get().isBefore(change.getInstant().plus(change.getDuration()))) {
                return Optional.of(change.getInstant());
            }
            // Quartz counts in seconds, and looks for a later one.
            next = next(times, change.getInstant().minusSeconds(1), change.getOffsetAfter());
            change = rules.nextTransition(change.getInstant());
        }
    }

    private static Optional<Instant> next(CronExpression times, Instant after, ZoneOffset offset) {
        times.setTimeZone(TimeZone.getTimeZone(offset));
        return Optional.ofNullable(times.getNextValidTimeAfter(Date.from(after)))
                .map(Date::toInstant);
    }
}
