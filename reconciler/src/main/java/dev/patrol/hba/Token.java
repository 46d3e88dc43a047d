package dev.patrol.hba;

/**
 * One word of a field.
 *
 * @param quoted whether it began with a quote, which takes a keyword its meaning
 */
record Token(String text, boolean quoted) {
    boolean is(String keyword) {
        return !quoted && text.equals(keyword);
    }
}
