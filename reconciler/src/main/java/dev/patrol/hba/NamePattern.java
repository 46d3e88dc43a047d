package dev.patrol.hba;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A regular expression in place of a name ({@code /^app_}, PostgreSQL 16 and later). Java evaluates those of which it is
 * certain that PostgreSQL reads them, and to the same end; about any other nothing is claimed.
 */
final class NamePattern {
    // Of plain characters, sets of them, groups, alternatives and counts: for the question "does it occur?" the two
    // dialects agree there. Greed, back references and classes by name are where they part.
    private static final String ATOM =
            "(?:[A-Za-z0-9_. @%~:;,<>=!&'`-]|\\\\[dws.$^*+?()|\\[\\]{}-]|\\[\\^?(?:[A-Za-z0-9]-[A-Za-z0-9]|[A-Za-z0-9_.])+\\])";
    private static final String COUNT = "(?:[*+?]|\\{[0-9]{1,2}(?:,[0-9]{0,2})?\\})?";
    private static final String PIECE = "(?:" + ATOM + COUNT + ")";
    // A count on a group that has counts of its own could keep Java busy for ever.
    private static final String GROUP =
            "(?:\\(" + PIECE + "+(?:\\|" + PIECE + "+)*\\)|\\(" + ATOM + "+(?:\\|" + ATOM + "+)*\\)" + COUNT + ")";
    private static final String BRANCH = "\\^?(?:" + PIECE + "|" + GROUP + ")+\\$?";
    private static final Pattern CERTAIN = Pattern.compile(BRANCH + "(?:\\|" + BRANCH + ")*");
    private static final int LONGEST = 200;
    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9_.$-]*");

    private final Optional<Pattern> pattern;

    NamePattern(String expression) {
        this.pattern =
                expression.length() <= LONGEST && CERTAIN.matcher(expression).matches()
                        ? compiled(expression)
                        : Optional.empty();
    }

    private static Optional<Pattern> compiled(String expression) {
        try {
            return Optional.of(Pattern.compile(expression));
        } catch (java.util.regex.PatternSyntaxException e) {
            return Optional.empty();
        }
    }

    /** Whether PostgreSQL certainly reads it, and what it means is known. */
    boolean isCertain() {
        return pattern.isPresent();
    }

    /** Whether it occurs in a name; it need not be the whole of it. */
    Match occursIn(String name) {
        return pattern.filter(found -> PLAIN_NAME.matcher(name).matches())
                .map(found -> Match.of(found.matcher(name).find()))
                .orElse(Match.MAYBE);
    }
}
