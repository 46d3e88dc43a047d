package dev.patrol.shape;

import dev.patrol.yaml.YamlList;
import dev.patrol.yaml.YamlMap;
import dev.patrol.yaml.YamlNode;
import dev.patrol.yaml.YamlScalar;
import org.jspecify.annotations.Nullable;

/** Says in a message what stands in a file. */
final class Found {
    private static final int LONGEST = 60;

    private Found() {}

    static String describe(YamlNode node) {
        if (node instanceof YamlScalar scalar) {
            return describe(scalar.value());
        }
        if (node instanceof YamlMap map) {
            return map.entries().isEmpty() ? "an empty map" : "a map";
        }
        return node instanceof YamlList list && list.items().isEmpty() ? "an empty list" : "a list";
    }

    /** What to write where one value is wanted; empty where there is one, though it may be wrong. */
    static String wayToOneValue(YamlNode node) {
        if (node instanceof YamlMap map && !map.entries().isEmpty()) {
            return "write one value without keys below it, in quotes if ': ' is part of it";
        }
        return node instanceof YamlScalar ? "" : "write one value, without '- ' and brackets";
    }

    static boolean isNull(YamlNode node) {
        return node instanceof YamlScalar scalar && scalar.value() == null;
    }

    private static String describe(@Nullable Object value) {
        if (value == null) {
            return "nothing";
        }
        if (value instanceof String text) {
            return text.isEmpty() ? "an empty text" : "the text '" + shown(text) + "'";
        }
        return value instanceof Boolean ? value + " (YAML reads yes, no, on and off so, too)" : "the number " + value;
    }

    /** A text of the file on one line, and not longer than a message bears. */
    static String shown(String text) {
        String shown = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
        return shown.replaceAll("\\p{Cntrl}", "␤");
    }
}
