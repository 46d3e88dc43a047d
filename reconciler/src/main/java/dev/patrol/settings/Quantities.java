package dev.patrol.settings;

import dev.patrol.definition.HostPort;
import dev.patrol.units.Quantity;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times and addresses as people write them. What is wrong is said for people in an IllegalArgumentException. */
final class Quantities {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final Pattern ADDRESS =
            Pattern.compile("(?:\\[(?<v6>[0-9a-fA-F:.]+)]|(?<host>[A-Za-z0-9_.-]+))(?::(?<port>\\d{1,5}))?");

    private Quantities() {}

    static Duration duration(String text) {
        Duration duration = Quantity.duration(text);
        if (duration.compareTo(SHORTEST) < 0 || duration.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("'" + text + "' is out of range; write 1s to 1d");
        }
        return duration;
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
