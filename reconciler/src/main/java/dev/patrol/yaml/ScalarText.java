package dev.patrol.yaml;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Decides how a text is written: plain, in quotes or as a literal block. */
final class ScalarText {
    // Control characters, and those that people cannot see or that some reader takes for a line break.
    private static final Pattern NEEDS_ESCAPE =
            Pattern.compile("[\\x00-\\x1F\\x7F-\\xA0\\xAD\\u200B-\\u200F\\u2028-\\u202F"
                    + "\\u205F-\\u206F\\uD800-\\uDFFF\\uFEFF\\uFFFE\\uFFFF\\x{E0000}-\\x{E007F}]");
    private static final Pattern ESCAPED = Pattern.compile("[\\\\\"]|" + NEEDS_ESCAPE.pattern());
    private static final Pattern AMBIGUOUS_IF_PLAIN =
            Pattern.compile("^[-?:,\\[\\]{}#&*!|>'\"%@` ]|^\\.\\.\\.|: | #|[: ]\\z");

    /**
     * What readers other than PyYAML take for something else than a text: numbers of YAML 1.2, {@code y} and {@code n}
     * of YAML 1.1's own list, and anything that looks like a time.
     */
    private static final Pattern OTHER_READERS =
            Pattern.compile("[yYnN]|[-+]?(?:\\.[0-9]+|[0-9]+(?:\\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|0o[0-7]+"
                    + "|[-+]?[0-9_]+(?::[0-9_]+)++(?:\\.[0-9_]*)?");

    private ScalarText() {}

    /** On one line; plain where every reader takes it for this text. */
    static String inLine(String text) {
        return isPlain(text) ? text : quoted(text);
    }

    static String quoted(String text) {
        return NEEDS_ESCAPE.matcher(text).find() ? doubleQuoted(text) : "'" + text.replace("'", "''") + "'";
    }

    /** Whether a literal block holds exactly this text, whatever an editor does to blanks at the ends of its lines. */
    static boolean fitsLiteral(String text) {
        List<String> lines = linesOf(text);
        return text.contains("\n")
                && !text.startsWith(" ")
                && !lines.get(0).isEmpty()
                && !lines.get(lines.size() - 1).isEmpty()
                && lines.stream()
                        .noneMatch(line ->
                                line.endsWith(" ") || NEEDS_ESCAPE.matcher(line).find());
    }

    static String literal(String text, String indent) {
        StringBuilder block = new StringBuilder(text.endsWith("\n") ? "|" : "|-");
        for (String line : linesOf(text)) {
            block.append('\n').append(line.isEmpty() ? "" : indent).append(line);
        }
        return block.toString();
    }

    private static List<String> linesOf(String text) {
        String content = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        return List.of(content.split("\n", -1));
    }

    private static boolean isPlain(String text) {
        return PlainType.of(text) == PlainType.TEXT
                && !OTHER_READERS.matcher(text).matches()
                && !AMBIGUOUS_IF_PLAIN.matcher(text).find()
                && !NEEDS_ESCAPE.matcher(text).find();
    }

    private static String doubleQuoted(String text) {
        return '"' + ESCAPED.matcher(text).replaceAll(ScalarText::escape) + '"';
    }

    private static String escape(MatchResult match) {
        int character = match.group().codePointAt(0);
        // twice the backslashes: the matcher reads one of each pair as its own escape
        return switch (character) {
            case '\\' -> "\\\\\\\\";
            case '"' -> "\\\\\"";
            case '\n' -> "\\\\n";
            case '\r' -> "\\\\r";
            case '\t' -> "\\\\t";
            default -> "\\\\" + byNumber(character);
        };
    }

    private static String byNumber(int character) {
        if (character > 0xFFFF) {
            return String.format("U%08X", character);
        }
        return String.format(character > 0xFF ? "u%04X" : "x%02X", character);
    }
}
