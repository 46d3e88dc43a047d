package dev.patrol.view;

import dev.patrol.diff.KeyChange;
import dev.patrol.parameters.Effect;
import dev.patrol.parameters.FileKeys;
import dev.patrol.problem.Printable;
import dev.patrol.tree.ConfigTree;
import java.util.ArrayList;
import java.util.List;

/** Shows one key's change in lines of text; what is secret prints as {@code ***}. */
public final class ChangeText {
    private static final int LONGEST_VALUE = 120;

    private ChangeText() {}

    /** The first line names the key; a list's lines follow, indented by two. */
    static List<String> lines(KeyChange change, Ink ink) {
        List<String> lines = new ArrayList<>();
        boolean listed = change.before().orElse(List.of()) instanceof List<?>
                && change.after().orElse(List.of()) instanceof List<?>;
        if (listed) {
            lines.add("~ " + key(change) + effect(change, ink));
            lines.addAll(listLines(change, ink));
        } else {
            lines.add(single(change, ink) + effect(change, ink));
        }
        return lines;
    }

    private static String effect(KeyChange change, Ink ink) {
        String advice =
                FileKeys.adviceOn(change.path()).map(text -> "; " + text).orElse("");
        String words = "  [" + ForecastWords.of(change.forecast()) + advice + "]";
        if (change.effect() == Effect.REFUSED) {
            return ink.bad(words);
        }
        boolean careful = change.effect() == Effect.RESTART || !advice.isEmpty();
        return careful ? ink.caution(words) : ink.faint(words);
    }

    private static String single(KeyChange change, Ink ink) {
        if (change.before().isEmpty()) {
            return ink.good("+ " + key(change) + ": " + value(change.after().orElseThrow()));
        }
        if (change.after().isEmpty()) {
            return ink.bad("- " + key(change) + ": " + value(change.before().get()));
        }
        return "~ " + key(change) + ": " + value(change.before().get()) + " → "
                + value(change.after().get());
    }

    // What left and what came, in the order of the lists; a change of nothing but order is said in words.
    private static List<String> listLines(KeyChange change, Ink ink) {
        List<?> before = (List<?>) change.before().orElse(List.of());
        List<?> after = (List<?>) change.after().orElse(List.of());
        List<String> lines = new ArrayList<>();
        before.stream().filter(item -> !after.contains(item)).forEach(item -> lines.add(ink.bad("  - " + value(item))));
        after.stream()
                .filter(item -> !before.contains(item))
                .forEach(item -> lines.add(ink.good("  + " + value(item))));
        return lines.isEmpty() ? List.of("  (other order or number of the same entries)") : lines;
    }

    private static String key(KeyChange change) {
        return Printable.line(change.key());
    }

    /** The value in one line, cut where it is very long. */
    static String value(Object value) {
        String text = value instanceof ConfigTree ? JsonView.compact(value) : String.valueOf(value);
        String oneLine = Printable.line(text);
        return oneLine.length() > LONGEST_VALUE ? oneLine.substring(0, LONGEST_VALUE) + "…" : oneLine;
    }
}
