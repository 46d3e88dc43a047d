package dev.patrol.calendar;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Cron expressions as people know them, and as Quartz does. */
public final class CronText {
    private static final List<String> DAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");
    private static final Pattern DAY_ITEM =
            Pattern.compile("(?:\\*|(?<from>[0-7]|[A-Z]{3})(?:-(?<to>[0-7]|[A-Z]{3}))?)(?:/(?<step>[1-7]))?");
    private static final Map<String, String> NICKNAMES = Map.of(
            "@hourly", "0 * * * *",
            "@daily", "0 0 * * *",
            "@midnight", "0 0 * * *",
            "@weekly", "0 0 * * 0",
            "@monthly", "0 0 1 * *",
            "@yearly", "0 0 1 1 *",
            "@annually", "0 0 1 1 *");

    private CronText() {}

    /**
     * The times of a crontab's five fields, or of Quartz's six or seven, which begin with the second.
     *
     * @throws IllegalArgumentException with a message for people when it is neither
     */
    public static CronTimes parse(String text) {
        try {
            return times(text.trim());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + text + "' is no cron expression: " + e.getMessage(), e);
        }
    }

    private static CronTimes times(String text) {
        CronTimes times = new CronTimes(toQuartz(NICKNAMES.getOrDefault(text, text)));
        // No matter when it is read: a time that has gone by is a time.
        if (times.next(Instant.EPOCH.minusSeconds(1), ZoneOffset.UTC).isEmpty()) {
            throw new IllegalArgumentException("it names no time since 1970");
        }
        return times;
    }

    /** Puts a crontab's five fields into Quartz's form; more fields are Quartz's already. */
    static String toQuartz(String text) {
        String[] fields = text.strip().split("\\s+", -1);
        if (fields.length == 6 || fields.length == 7) {
            return text;
        }
        if (fields.length != 5) {
            throw new IllegalArgumentException("it has " + fields.length
                    + " fields; a crontab has five: minute hour day-of-month month day-of-week");
        }
        String dayOfMonth = fields[2];
        String dayOfWeek = daysOfWeek(fields[4]);
        boolean anyDayOfMonth = dayOfMonth.equals("*") || dayOfMonth.equals("?");
        if (!anyDayOfMonth && !dayOfWeek.equals("*")) {
            throw new IllegalArgumentException(
                    "it names days of the month and days of the week; leave one of them '*'");
        }
        String days = anyDayOfMonth && !dayOfWeek.equals("*") ? "?" : dayOfMonth.replace('?', '*');
        return String.join(" ", "0", fields[0], fields[1], days, fields[3], days.equals("?") ? dayOfWeek : "?");
    }

    // Quartz counts from Sunday as 1, crontabs from Sunday as 0 (and 7): names mean the same in both.
    private static String daysOfWeek(String field) {
        TreeSet<Integer> days = new TreeSet<>();
        for (String item : field.toUpperCase(Locale.ROOT).replace('?', '*').split(",", -1)) {
            Matcher matcher = DAY_ITEM.matcher(item);
            if (!matcher.matches()) {
                throw new IllegalArgumentException("'" + field + "' names no days of the week; write 1-5 or MON,WED");
            }
            addDays(matcher, days);
        }
        return days.size() == DAYS.size() ? "*" : days.stream().map(DAYS::get).collect(Collectors.joining(","));
    }

    private static void addDays(Matcher item, Set<Integer> days) {
        Optional<String> from = Optional.ofNullable(item.group("from"));
        Optional<String> to = Optional.ofNullable(item.group("to"));
        int step = Optional.ofNullable(item.group("step")).map(Integer::valueOf).orElse(1);
        int first = from.map(CronText::day).orElse(0);
        int last = to.map(CronText::day).orElse(from.isPresent() ? first : DAYS.size() - 1);
        if (last < first) {
            last += DAYS.size();
        }
        for (int day = first; day <= last; day += step) {
            days.add(day % DAYS.size());
        }
    }

    private static int day(String text) {
        if (Character.isDigit(text.charAt(0))) {
            return Integer.parseInt(text);
        }
        if (!DAYS.contains(text)) {
            throw new IllegalArgumentException("'" + text + "' is no day of the week; write one of " + DAYS);
        }
        return DAYS.indexOf(text);
    }
}
