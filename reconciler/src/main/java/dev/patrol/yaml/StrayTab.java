package dev.patrol.yaml;

import java.util.OptionalInt;
import org.yaml.snakeyaml.events.ScalarEvent;

/**
 * Finds a tab that stands outside of quotes, blocks and comments. PyYAML refuses the file there; snakeyaml takes some
 * of these tabs for blanks. To be told of every scalar, in the order of the file.
 */
final class StrayTab {
    private static final String LINE_BREAKS = "\n\r\u0085\u2028\u2029";

    private final int[] text;
    private OptionalInt found = OptionalInt.empty();
    private int checkedUpTo;

    StrayTab(String text) {
        this.text = text.codePoints().toArray();
    }

    void skip(ScalarEvent scalar) {
        if (!scalar.isPlain()) {
            check(scalar.getStartMark().getIndex());
            checkedUpTo = scalar.getEndMark().getIndex();
        }
    }

    /** Index of the first such tab, counted in code points. */
    OptionalInt find() {
        check(text.length);
        return found;
    }

    private void check(int end) {
        boolean inComment = false;
        for (int i = checkedUpTo; i < end && found.isEmpty(); i++) {
            boolean afterBlank = i == 0 || Character.isWhitespace(text[i - 1]);
            inComment = LINE_BREAKS.indexOf(text[i]) < 0 && (inComment || (text[i] == '#' && afterBlank));
            if (text[i] == '\t' && !inComment) {
                found = OptionalInt.of(i);
            }
        }
    }
}
