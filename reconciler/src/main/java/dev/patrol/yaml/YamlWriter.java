package dev.patrol.yaml;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/**
 * Writes plain values as YAML: the same value gives the same bytes, every time, and PyYAML reads back exactly what was
 * meant.
 *
 * <p>Takes {@code Map<String, ?>}, {@code List<?>}, {@code String}, {@code Long}, {@code Integer}, {@code BigInteger},
 * {@code Double}, {@code Boolean}, {@code null} and {@link Secret}. Written by hand and not by snakeyaml's emitter: that
 * one folds long lines and writes numbers that PyYAML takes for texts.
 */
public final class YamlWriter {
    // A reader finds the ':' of a key only within 1,024 characters; longer keys need a '?' in front.
    private static final int LONGEST_SIMPLE_KEY = 1_000;
    private static final int STEP = 2;

    private final StringBuilder out = new StringBuilder();
    private final boolean masked;

    private YamlWriter(boolean masked) {
        this.masked = masked;
    }

    /** For the file on the node: secrets stand in the text. */
    public static String write(Object plain) {
        return new YamlWriter(false).document(plain);
    }

    /** For everything that people or logs see: secrets are written {@code '***'}. */
    public static String writeMasked(Object plain) {
        return new YamlWriter(true).document(plain);
    }

    private String document(Object value) {
        if (isBlock(value)) {
            block(value, 0);
        } else {
            out.append(leaf(value, STEP));
        }
        return out.append('\n').toString();
    }

    private static boolean isBlock(Object value) {
        return (value instanceof Map<?, ?> map && !map.isEmpty()) || (value instanceof List<?> list && !list.isEmpty());
    }

    // Begins where the cursor stands; ends without a line break.
    private void block(Object value, int indent) {
        if (value instanceof Map<?, ?> map) {
            mapBlock(map, indent);
        } else if (value instanceof List<?> list) {
            listBlock(list, indent);
        }
    }

    private void mapBlock(Map<?, ?> map, int indent) {
        boolean first = true;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (!first) {
                newLine(indent);
            }
            first = false;
            key(entry.getKey(), indent);
            if (isBlock(entry.getValue())) {
                newLine(indent + STEP);
                block(entry.getValue(), indent + STEP);
            } else {
                out.append(' ').append(leaf(entry.getValue(), indent + STEP));
            }
        }
    }

    private void key(Object key, int indent) {
        if (!(key instanceof String text)) {
            throw new IllegalArgumentException("a key must be a text");
        }
        String written = ScalarText.inLine(text);
        if (written.length() > LONGEST_SIMPLE_KEY) {
            out.append("? ").append(written);
            newLine(indent);
        } else {
            out.append(written);
        }
        out.append(':');
    }

    private void listBlock(List<?> list, int indent) {
        boolean first = true;
        for (Object item : list) {
            if (!first) {
                newLine(indent);
            }
            first = false;
            out.append("- ");
            if (isBlock(item)) {
                block(item, indent + STEP);
            } else {
                out.append(leaf(item, indent + STEP));
            }
        }
    }

    private void newLine(int indent) {
        out.append('\n').append(" ".repeat(indent));
    }

    private String leaf(Object value, int indent) {
        if (value instanceof String text) {
            return ScalarText.fitsLiteral(text)
                    ? ScalarText.literal(text, " ".repeat(indent))
                    : ScalarText.inLine(text);
        }
        if (value instanceof Secret secret) {
            return ScalarText.quoted(masked ? Secret.MASK : secret.reveal());
        }
        if (value instanceof Double number) {
            return NumberText.of(number);
        }
        if (value instanceof Map) {
            return "{}";
        }
        if (value instanceof List) {
            return "[]";
        }
        return simple(value);
    }

    private static String simple(Object value) {
        boolean known = value == null
                || value instanceof Boolean
                || value instanceof Long
                || value instanceof Integer
                || value instanceof BigInteger;
        if (!known) {
            throw new IllegalArgumentException(
                    "no YAML for a value of type " + value.getClass().getName());
        }
        return String.valueOf(value);
    }
}
