package dev.patrol.units;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is written as a whole number and a unit without a space between them. The units are called as PostgreSQL's. */
public enum Quantity {
    /** Counted in seconds. */
    TIME(
            "a time: a number and s, min, h or d, such as 90s, 5min or 4h",
            "([1-9][0-9]{0,5})(s|min|h|d)",
            units("d", 86_400L, "h", 3_600L, "min", 60L, "s", 1L)),

    /** Counted in bytes; 1 kB is 1024 of them. */
    SIZE(
            "a size: a number and B, kB, MB or GB, such as 512kB or 16MB",
            "(0|[1-9][0-9]{0,8})(B|kB|MB|GB)",
            units("GB", 1L << 30, "MB", 1L << 20, "kB", 1L << 10, "B", 1L));

    private final String expected;
    private final Pattern pattern;
    // The longest first, so that a quantity is written with the longest unit that fits.
    private final Map<String, Long> units;

    Quantity(String expected, String pattern, Map<String, Long> units) {
        this.expected = expected;
        this.pattern = Pattern.compile(pattern);
        this.units = units;
    }

    private static Map<String, Long> units(Object... pairs) {
        Map<String, Long> units = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            units.put((String) pairs[i], (Long) pairs[i + 1]);
        }
        return units;
    }

    /** For messages. */
    public String expected() {
        return expected;
    }

    /** Matches the whole of a text that is one, in Java as in JavaScript. */
    public Pattern pattern() {
        return pattern;
    }

    /** Of a text that matches. */
    public static Duration duration(String text) {
        return Duration.ofSeconds(TIME.amount(text));
    }

    /** Of a text that matches. */
    public static long bytes(String text) {
        return SIZE.amount(text);
    }

    private long amount(String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not " + expected);
        }
        return Long.parseLong(matcher.group(1)) * requireNonNull(units.get(matcher.group(2)));
    }

    /** With the longest unit that fits. */
    public static String text(Duration duration) {
        return TIME.text(duration.toSeconds());
    }

    /** With the longest unit that fits. */
    public static String textOfBytes(long bytes) {
        return SIZE.text(bytes);
    }

    private String text(long amount) {
        return units.entrySet().stream()
                .filter(unit -> amount % unit.getValue() == 0)
                .findFirst()
                .map(unit -> amount / unit.getValue() + unit.getKey())
                .orElseThrow();
    }
}
