package dev.patrol.parameters;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a parameter's value as PostgreSQL reads it from its file (guc.c, bool.c), and says what is wrong with one. */
final class SettingValue {
    // strtol with base 0: hexadecimal, octal, decimal.
    private static final Pattern WHOLE = Pattern.compile("\\s*([+-]?)(0[xX][0-9a-fA-F]+|0[0-7]*|[1-9][0-9]*)(.*)");
    private static final Pattern DECIMAL =
            Pattern.compile("\\s*([+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?)(.*)");
    private static final Pattern UNIT = Pattern.compile("\\s*(\\S*)\\s*");

    // What PostgreSQL takes and does not list (guc_tables.c, entries marked as hidden), as far as Patroni passes it on.
    private static final Map<String, String> HIDDEN_WORDS = Map.of("hot_standby", "replica");

    private SettingValue() {}

    /** The value itself, equal for whatever means the same; empty for what the server does not take. */
    static Optional<Object> read(Setting setting, Object value) {
        String text = String.valueOf(value);
        return switch (setting.kind()) {
            case BOOL -> bool(text).map(Object.class::cast);
            case INTEGER -> boxed(integer(text, setting.range().unit()));
            case REAL -> boxed(real(text, setting.range().unit()));
            case ENUM -> Optional.of(word(setting, text));
            case STRING -> Optional.of(text);
        };
    }

    static Optional<String> objection(Setting setting, Object value) {
        String text = String.valueOf(value);
        // Patroni writes it as it is, and the file then ends in the middle of a value.
        if (text.indexOf('\n') >= 0 || text.indexOf('\0') >= 0) {
            return Optional.of("postgresql.conf cannot hold a line break");
        }
        return switch (setting.kind()) {
            case BOOL -> PatroniBoolean.of(text).isPresent() ? Optional.empty() : Optional.of("it must be on or off");
            case INTEGER, REAL -> objectionToNumber(setting, value);
            case ENUM -> objectionToWord(setting, text);
            case STRING -> Optional.empty();
        };
    }

    private static Optional<String> objectionToNumber(Setting setting, Object value) {
        Setting.Range range = setting.range();
        String unit = range.unit().map(name -> " " + name).orElse("");
        Optional<Object> number = value instanceof Boolean ? Optional.empty() : read(setting, value);
        if (number.isEmpty()) {
            return Optional.of("it must be a " + (setting.kind() == Setting.Kind.INTEGER ? "whole number" : "number")
                    + range.unit()
                            .flatMap(BaseUnit::of)
                            .map(base -> ", with or without one of the units "
                                    + String.join(", ", base.units().keySet()))
                            .orElse(""));
        }
        double found = ((Number) number.get()).doubleValue();
        boolean fits = range.smallest()
                        .map(Double::valueOf)
                        .filter(least -> found < least)
                        .isEmpty()
                && range.largest()
                        .map(Double::valueOf)
                        .filter(most -> found > most)
                        .isEmpty();
        return fits
                ? Optional.empty()
                : Optional.of("it must be from " + range.smallest().orElse("?") + unit + " to "
                        + range.largest().orElse("?") + unit);
    }

    private static Optional<String> objectionToWord(Setting setting, String text) {
        return isListed(setting, word(setting, text))
                ? Optional.empty()
                : Optional.of("it must be one of " + String.join(", ", setting.enumValues()));
    }

    // Case does not matter. Where on and off are listed, the other boolean words are hidden beside them.
    private static String word(Setting setting, String text) {
        String word = text.toLowerCase(Locale.ROOT);
        if (isListed(setting, word)) {
            return word;
        }
        Optional<String> flag = PatroniBoolean.of(word).map(on -> on ? "on" : "off");
        return flag.or(() -> Optional.ofNullable(HIDDEN_WORDS.get(word)))
                .filter(hidden -> isListed(setting, hidden))
                .orElse(word);
    }

    private static boolean isListed(Setting setting, String word) {
        return setting.enumValues().stream().anyMatch(word::equalsIgnoreCase);
    }

    // bool.c parse_bool_with_len: any beginning of a word that fits no other.
    private static Optional<Boolean> bool(String text) {
        String word = text.toLowerCase(Locale.ROOT);
        if (word.isEmpty() || word.equals("o")) {
            return Optional.empty();
        }
        boolean on = "true".startsWith(word) || "yes".startsWith(word) || "on".equals(word) || "1".equals(word);
        boolean off = "false".startsWith(word) || "no".startsWith(word) || "off".startsWith(word) || "0".equals(word);
        return on || off ? Optional.of(on) : Optional.empty();
    }

    private static OptionalDouble integer(String text, Optional<String> unit) {
        Matcher whole = WHOLE.matcher(text);
        boolean isWhole = whole.matches() && !whole.group(3).matches("[.eE].*");
        OptionalDouble value =
                isWhole ? converted(decoded(whole.group(1), whole.group(2)), whole.group(3), unit) : real(text, unit);
        OptionalDouble rounded = value.isPresent() ? OptionalDouble.of(Math.rint(value.getAsDouble())) : value;
        boolean fits = rounded.isPresent() && Math.abs(rounded.getAsDouble()) <= Math.pow(2, 62);
        return fits ? rounded : OptionalDouble.empty();
    }

    private static double decoded(String sign, String digits) {
        boolean isHex = digits.length() > 1 && Character.toLowerCase(digits.charAt(1)) == 'x';
        int base = isHex ? 16 : digits.startsWith("0") ? 8 : 10;
        double value = new java.math.BigInteger(isHex ? digits.substring(2) : digits, base).doubleValue();
        return sign.equals("-") ? -value : value;
    }

    private static OptionalDouble real(String text, Optional<String> unit) {
        Matcher decimal = DECIMAL.matcher(text);
        return decimal.matches()
                ? converted(Double.parseDouble(decimal.group(1)), decimal.group(2), unit)
                : OptionalDouble.empty();
    }

    private static OptionalDouble converted(double number, String rest, Optional<String> base) {
        if (rest.isBlank()) {
            return OptionalDouble.of(number);
        }
        Matcher unit = UNIT.matcher(rest);
        if (!unit.matches()) {
            return OptionalDouble.empty();
        }
        return base.flatMap(BaseUnit::of)
                .map(known -> known.from(number, unit.group(1)))
                .orElseGet(OptionalDouble::empty);
    }

    // 0.0 and -0.0 are one number.
    private static Optional<Object> boxed(OptionalDouble value) {
        return value.isPresent() ? Optional.of(value.getAsDouble() + 0.0) : Optional.empty();
    }
}
