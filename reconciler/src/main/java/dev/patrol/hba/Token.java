package dev.patrol.hba;

/**
 * One word of a field.
 *
 * @param text what it says, without the quotes
 * @param quoted whether it began with a quote, which takes a keyword its meaning
 * @param written as it stands in the line, with its quotes
 */
record Token(String text, boolean quoted, String written) {
    boolean is(String keyword) {
        return !quoted && text.equals(keyword);
    }
}
