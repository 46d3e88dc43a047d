package dev.patrol.diff;

import java.util.ArrayList;
import java.util.List;

/** The rules of a {@code pg_hba.conf} or of a list of its lines, so that two of them can be compared. */
final class HbaText {
    private HbaText() {}

    /** Each rule on one line with single spaces; comments and empty lines are no rules. */
    static List<String> rules(String text) {
        List<String> rules = new ArrayList<>();
        // Since PostgreSQL 14 a backslash at the end continues a line.
        for (String line : text.replace("\\\n", " ").lines().toList()) {
            String rule = rule(line);
            if (!rule.isEmpty()) {
                rules.add(rule);
            }
        }
        return rules;
    }

    private static String rule(String line) {
        StringBuilder rule = new StringBuilder();
        boolean quoted = false;
        for (char letter : line.toCharArray()) {
            quoted ^= letter == '"';
            if (letter == '#' && !quoted) {
                break;
            }
            boolean space = Character.isWhitespace(letter) && !quoted;
            if (!space) {
                rule.append(letter);
            } else if (!rule.isEmpty() && rule.charAt(rule.length() - 1) != ' ') {
                rule.append(' ');
            }
        }
        return rule.toString().strip();
    }
}
