package dev.patrol.diff;

import dev.patrol.observe.ServerSeen.SettingSeen;
import dev.patrol.yaml.Secret;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** When two values of a parameter are one to the server: {@code 64MB} and {@code 65536kB}, {@code on} and {@code true}. */
final class SettingValue {
    private static final Pattern NUMBER = Pattern.compile("\\s*([+-]?(?:\\d+\\.?\\d*|\\.\\d+))\\s*([A-Za-z]*)\\s*");
    private static final Set<String> ON = Set.of("on", "true", "yes", "1", "t", "y");
    private static final Set<String> OFF = Set.of("off", "false", "no", "0", "f", "n");
    // In bytes, and in microseconds.
    private static final Map<String, Long> UNITS = Map.ofEntries(
            Map.entry("B", 1L),
            Map.entry("kB", 1L << 10),
            Map.entry("8kB", 8L << 10),
            Map.entry("MB", 1L << 20),
            Map.entry("16MB", 16L << 20),
            Map.entry("GB", 1L << 30),
            Map.entry("TB", 1L << 40),
            Map.entry("us", 1L),
            Map.entry("ms", 1_000L),
            Map.entry("s", 1_000_000L),
            Map.entry("min", 60_000_000L),
            Map.entry("h", 3_600_000_000L),
            Map.entry("d", 86_400_000_000L));

    private SettingValue() {}

    /** @param setting what the server says of the parameter; without it, texts are compared */
    static boolean same(Object a, Object b, Optional<SettingSeen> setting) {
        String first = text(a);
        String second = text(b);
        if (first.equals(second)) {
            return true;
        }
        Optional<Boolean> flag = flag(first);
        if (setting.isEmpty()) {
            return flag.isPresent() && flag.equals(flag(second));
        }
        return switch (setting.get().kind()) {
            case "integer", "real" -> sameNumber(first, second, setting.get());
            case "bool" -> flag.isPresent() && flag.equals(flag(second));
            // An enumeration may take on and off for other words of its own, which it does not list.
            case "enum" ->
                first.equalsIgnoreCase(second)
                        || flag.isPresent() != flag(second).isPresent()
                        || flag.isPresent() && flag.equals(flag(second));
            default -> false;
        };
    }

    private static String text(Object value) {
        return value instanceof Secret secret ? secret.reveal() : String.valueOf(value);
    }

    private static Optional<Boolean> flag(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        return ON.contains(lower) ? Optional.of(true) : OFF.contains(lower) ? Optional.of(false) : Optional.empty();
    }

    private static boolean sameNumber(String a, String b, SettingSeen setting) {
        Optional<BigDecimal> first = number(a, setting);
        return first.isPresent() && first.equals(number(b, setting));
    }

    private static Optional<BigDecimal> number(String text, SettingSeen setting) {
        Matcher matcher = NUMBER.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        BigDecimal number = new BigDecimal(matcher.group(1));
        Optional<Long> unit = Optional.ofNullable(UNITS.get(matcher.group(2)));
        Optional<Long> base = setting.unit().map(UNITS::get);
        if (unit.isPresent() && base.isPresent()) {
            number = number.multiply(BigDecimal.valueOf(unit.get()))
                    .divide(BigDecimal.valueOf(base.get()), 6, RoundingMode.HALF_UP);
        } else if (!matcher.group(2).isEmpty()) {
            return Optional.empty();
        }
        int digits = setting.kind().equals("integer") ? 0 : 6;
        return Optional.of(number.setScale(digits, RoundingMode.HALF_EVEN).stripTrailingZeros());
    }
}
