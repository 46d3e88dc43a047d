package dev.patrol.yaml;

import java.util.Collection;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes a plain value on one line, as people write short ones: {@code {type: host, database: [orders, billing]}}. */
public final class YamlFlow {
    // In brackets these end a text; ':' and '?' do so for some readers.
    private static final Pattern ENDS_TEXT = Pattern.compile("[,:?\\[\\]{}]");

    private YamlFlow() {}

    /** Takes maps, collections, {@code String}, whole numbers, {@code Boolean} and {@code null}. */
    public static String write(Object plain) {
        if (plain instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> write(entry.getKey()) + ": " + write(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (plain instanceof Collection<?> items) {
            return items.stream().map(YamlFlow::write).collect(Collectors.joining(", ", "[", "]"));
        }
        return plain instanceof String text ? text(text) : number(plain);
    }

    private static String text(String text) {
        return ENDS_TEXT.matcher(text).find() ? ScalarText.quoted(text) : ScalarText.inLine(text);
    }

    private static String number(Object plain) {
        boolean known = plain == null || plain instanceof Boolean || plain instanceof Long || plain instanceof Integer;
        if (!known) {
            throw new IllegalArgumentException(
                    "no YAML in one line for a " + plain.getClass().getName());
        }
        return String.valueOf(plain);
    }
}
