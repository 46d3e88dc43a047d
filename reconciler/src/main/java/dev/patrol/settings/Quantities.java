package dev.patrol.settings;

import dev.patrol.address.Address;
import dev.patrol.address.HostPort;
import dev.patrol.units.Quantity;
import java.time.Duration;

/** Times and addresses as people write them. What is wrong is said for people in an IllegalArgumentException. */
final class Quantities {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(1);

    private Quantities() {}

    static Duration duration(String text) {
        Duration duration = Quantity.duration(text);
        if (duration.compareTo(SHORTEST) < 0 || duration.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("'" + text + "' is out of range; write 1s to 1d");
        }
        return duration;
    }

    static HostPort address(String text) {
        if (!Address.HOST_PORT.matches(text)) {
            throw new IllegalArgumentException("'" + text + "' is not " + Address.HOST_PORT.expected());
        }
        return HostPort.of(text, 0);
    }
}
