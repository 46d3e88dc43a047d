package dev.patrol.yaml;

import dev.patrol.problem.Location;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.error.Mark;

/** The text of a file before it is taken apart; knows on which line and column a place in it is. */
record SourceText(String file, String text) {
    private static final int MAX_BYTES = 1024 * 1024;

    // What PyYAML's reader.py refuses; a stray half of a surrogate pair is among it.
    private static final Pattern NOT_ALLOWED =
            Pattern.compile("[^\\t\\n\\r\\x20-\\x7E\\x85\\xA0-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]");

    /** Refuses what would cost too much to parse, or what no parser takes. */
    void check() {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_BYTES) {
            throw new UnreadableException(
                    Location.ofFile(file),
                    "the file has " + bytes + " bytes, more than the allowed 1 MiB; split or shorten it");
        }
        Matcher matcher = NOT_ALLOWED.matcher(text);
        if (matcher.find()) {
            int character = matcher.group().codePointAt(0);
            throw new UnreadableException(
                    at(text.codePointCount(0, matcher.start())),
                    String.format("the character U+%04X is not allowed in YAML; remove it", character));
        }
    }

    Location at(Mark mark) {
        return new Location(file, mark.getLine() + 1, mark.getColumn() + 1);
    }

    /** Of the place with this many code points before it. */
    Location at(int index) {
        String before = text.substring(0, text.offsetByCodePoints(0, index));
        int lineStart = before.lastIndexOf('\n') + 1;
        int line =
                1 + (int) before.chars().filter(character -> character == '\n').count();
        return new Location(file, line, 1 + before.codePointCount(lineStart, before.length()));
    }
}
