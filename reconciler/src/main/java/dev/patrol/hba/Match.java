package dev.patrol.hba;

import java.util.List;

/** Whether a field, or a whole rule, applies to a connection. */
enum Match {
    YES,
    NO,
    /** It depends on what is not known here. */
    MAYBE;

    static Match of(boolean matches) {
        return matches ? YES : NO;
    }

    /** Every one must match. */
    static Match all(List<Match> parts) {
        return parts.contains(NO) ? NO : parts.contains(MAYBE) ? MAYBE : YES;
    }

    Match or(Match other) {
        return this == YES || other == YES ? YES : this == MAYBE || other == MAYBE ? MAYBE : NO;
    }
}
