package dev.patrol.hba;

import dev.patrol.problem.Cause;

/** How a pg_hba shuts somebody out, or may. */
enum Exclusion implements Cause {
    /** Which nodes' pg_hba it is, and one of the others. */
    PG_HBA,
    RULE_REJECTS,
    NO_RULE,
    RULE_UNDECIDED,
    MATCH_UNKNOWN,
    NO_TLS,
    TLS_UNKNOWN,
    NOT_WRITTEN,
    UNREADABLE,
    MAYBE_UNREADABLE
}
