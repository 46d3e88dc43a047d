package dev.patrol.settings;

import dev.patrol.definition.HostPort;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times, sizes and addresses as people write them. What is wrong is said for people in an IllegalArgumentException. */
final class Quantities {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final Pattern AMOUNT = Pattern.compile("(\\d{1,9}) ?([a-zA-Z]+)");
    private static final Pattern ADDRESS =
            Pattern.compile("(?:\\[(?<v6>[0-9a-fA-F:.]+)]|(?<host>[A-Za-z0-9_.-]+))(?::(?<port>\\d{1,5}))?");

    // The longest first, so that a quantity is written with the longest unit that fits.
    private static final Map<String, Long> SECONDS = units("d", 86_400L, "h", 3_600L, "m", 60L, "s", 1L);
    // As PostgreSQL counts: 1 kB is 1024 bytes.
    private static final Map<String, Long> BYTES = units("GB", 1L << 30, "MB", 1L << 20, "kB", 1L << 10);

    private Quantities() {}

    private static Map<String, Long> units(Object... pairs) {
        Map<String, Long> units = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            units.put((String) pairs[i], (Long) pairs[i + 1]);
        }
        return units;
    }

    static Duration duration(String text) {
        Duration duration =
                Duration.ofSeconds(amount(text, SECONDS, "is no time; write a number and a unit: 30s, 5m or 1h"));
        if (duration.compareTo(SHORTEST) < 0 || duration.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("'" + text + "' is out of range; write 1s to 1d");
        }
        return duration;
    }

    static long bytes(String text) {
        return amount(text, BYTES, "is no size; write a number and a unit: 512kB, 16MB or 1GB");
    }

    private static long amount(String text, Map<String, Long> units, String complaint) {
        Matcher matcher = AMOUNT.matcher(text);
        if (!matcher.matches() || !units.containsKey(matcher.group(2))) {
            throw new IllegalArgumentException("'" + text + "' " + complaint);
        }
        return Math.multiplyExact(Long.parseLong(matcher.group(1)), units.get(matcher.group(2)));
    }

    static String text(Duration duration) {
        return text(duration.toSeconds(), SECONDS);
    }

    static String textOfBytes(long bytes) {
        return text(bytes, BYTES);
    }

    private static String text(long amount, Map<String, Long> units) {
        return units.entrySet().stream()
                .filter(unit -> amount % unit.getValue() == 0)
                .findFirst()
                .map(unit -> amount / unit.getValue() + unit.getKey())
                .orElse(String.valueOf(amount));
    }

    static HostPort address(String text) {
        return address(text, 0);
    }

    /** HOST:PORT, or HOST alone where a port is usual. */
    static HostPort address(String text, int usualPort) {
        Matcher matcher = ADDRESS.matcher(text);
        if (!matcher.matches() || (matcher.group("port") == null && usualPort == 0)) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no address; write " + (usualPort == 0 ? "HOST:PORT" : "HOST or HOST:PORT"));
        }
        String host = matcher.group("v6") == null ? matcher.group("host") : matcher.group("v6");
        return new HostPort(host, matcher.group("port") == null ? usualPort : Integer.parseInt(matcher.group("port")));
    }
}
