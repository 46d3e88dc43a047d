package dev.patrol.remote.node;

/** As much of what a node says as a person would read. */
final class Quote {
    private static final int LONGEST = 2_000;

    private Quote() {}

    static String of(String said) {
        String text = said.strip();
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
