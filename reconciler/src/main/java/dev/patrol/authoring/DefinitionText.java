package dev.patrol.authoring;

import dev.patrol.yaml.YamlFlow;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes a definition as people do: what is short on one line, all else indented. */
final class DefinitionText {
    private static final int WIDTH = 100;
    private static final int STEP = 2;

    /** What is written out even if it would fit on a line. */
    private static final Set<Object> ALWAYS_LONG = Set.of("users", "hba", "zones", "nodes");

    private final StringBuilder out = new StringBuilder();

    private DefinitionText() {}

    static String of(Map<String, Object> tree, List<String> comments) {
        DefinitionText text = new DefinitionText();
        comments.forEach(comment -> text.out.append("# ").append(comment).append('\n'));
        tree.forEach((key, value) -> text.entry(key, value, 0));
        return text.out.toString();
    }

    private void entry(Object key, Object value, int indent) {
        String begin = " ".repeat(indent) + YamlFlow.write(key) + ":";
        String line = begin + " " + YamlFlow.write(value);
        boolean isShort = line.length() <= WIDTH && height(value) <= 2 && !ALWAYS_LONG.contains(key);
        if (isShort || height(value) == 0) {
            out.append(line).append('\n');
            return;
        }
        out.append(begin).append('\n');
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, below) -> entry(name, below, indent + STEP));
        } else {
            ((Collection<?>) value)
                    .forEach(item -> out.append(" ".repeat(indent + STEP))
                            .append("- ")
                            .append(YamlFlow.write(item))
                            .append('\n'));
        }
    }

    /** How many maps and lists are inside of each other; an empty one is as good as a scalar. */
    private static int height(Object value) {
        Collection<?> below = value instanceof Map<?, ?> map
                ? map.values()
                : value instanceof Collection<?> items ? items : List.of();
        return below.isEmpty()
                ? 0
                : 1 + below.stream().mapToInt(DefinitionText::height).max().orElse(0);
    }
}
