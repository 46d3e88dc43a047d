package dev.patrol.language;

import static java.util.Objects.requireNonNull;

import dev.patrol.keys.Forms;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Amounts with their unit, of the forms that {@link Forms} lets through. */
final class Amounts {
    private static final Pattern AMOUNT = Pattern.compile("(\\d+)([A-Za-z]+)");

    // As PostgreSQL counts: 1 kB is 1024 bytes.
    private static final Map<String, Long> BYTES = Map.of("kB", 1L << 10, "MB", 1L << 20, "GB", 1L << 30);
    private static final Map<String, Long> SECONDS = Map.of("m", 60L, "h", 3_600L, "d", 86_400L);

    private Amounts() {}

    static OptionalLong bytes(Optional<String> text) {
        return text.map(found -> OptionalLong.of(amount(found, BYTES))).orElseGet(OptionalLong::empty);
    }

    static Duration duration(String text) {
        return Duration.ofSeconds(amount(text, SECONDS));
    }

    private static long amount(String text, Map<String, Long> units) {
        Matcher matcher = AMOUNT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no amount with a unit");
        }
        return Math.multiplyExact(Long.parseLong(matcher.group(1)), requireNonNull(units.get(matcher.group(2))));
    }
}
