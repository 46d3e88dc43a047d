package dev.patrol.hba;

import java.util.List;

/**
 * What a list says to a connection, and why.
 *
 * @param rules those that decided, or may decide; empty when no rule matches, or the list cannot be read
 */
public record Decision(Verdict verdict, List<HbaRule> rules) {
    public Decision {
        rules = List.copyOf(rules);
    }
}
