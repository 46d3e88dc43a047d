package dev.patrol.yaml;

import dev.patrol.problem.Location;
import dev.patrol.problem.Problems;
import java.util.regex.Pattern;

/** How much a reader minds keys that stand twice or are not text, and tags that are not YAML's own. */
enum KeyRule {
    STRICT,
    AS_PATRONI_DOES,
    AS_ANSIBLE_DOES;

    /** Numbers that every reader writes back as they stand, so that nobody can have meant another text. */
    private static final Pattern SAME_AS_TEXT = Pattern.compile("0|[1-9][0-9]{0,8}");

    /** Whether a text with a tag such as {@code !vault} is kept with it. */
    boolean keepsTags() {
        return this == AS_ANSIBLE_DOES;
    }

    void duplicate(Problems problems, String key, Location second, Location first) {
        String message = "key " + shown(key) + " stands twice in this map, first on line " + first.line() + ", column "
                + first.column();
        if (this == STRICT) {
            problems.error(second, message + "; keep one of them");
        } else {
            problems.warning(second, message + "; the last one counts, remove the other");
        }
    }

    void notText(Problems problems, String key, Location place, PlainType type) {
        if (this == STRICT && key.isEmpty()) {
            problems.error(place, "a key is missing before this ':'; write one, or remove the line");
        } else if (this == STRICT && !SAME_AS_TEXT.matcher(key).matches()) {
            problems.error(place, "key " + shown(key) + " is read as " + type.meaning() + " and not as text; quote it");
        }
    }

    /** On one line and not too long, whatever the key is. */
    private static String shown(String key) {
        String line = key.replaceAll("[\\p{Cntrl}\\x85\\u2028\\u2029]", "?");
        boolean isLong = line.codePointCount(0, line.length()) > 60;
        return "'" + (isLong ? line.substring(0, line.offsetByCodePoints(0, 60)) + "..." : line) + "'";
    }
}
