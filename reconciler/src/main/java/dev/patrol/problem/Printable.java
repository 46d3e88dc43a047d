package dev.patrol.problem;

/** Texts of nodes and files as a terminal, a log and a page may show them: nothing in them can act. */
public final class Printable {
    private Printable() {}

    /** Control characters, line breaks too, and marks that change the direction of text, as {@code \\u001b}; the rest as it is. */
    public static String line(String text) {
        return text.codePoints().allMatch(Printable::isHarmless)
                ? text
                : text.codePoints()
                        .collect(StringBuilder::new, Printable::append, StringBuilder::append)
                        .toString();
    }

    private static void append(StringBuilder to, int character) {
        if (isHarmless(character)) {
            to.appendCodePoint(character);
        } else if (character == '\n') {
            to.append("\\n");
        } else {
            to.append(String.format("\\u%04x", character));
        }
    }

    // Format characters: the bidirectional marks (Unicode TR 36, 3.1), zero-width ones, tags.
    private static boolean isHarmless(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> false;
            default -> true;
        };
    }
}
