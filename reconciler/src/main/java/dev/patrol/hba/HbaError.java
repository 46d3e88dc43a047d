package dev.patrol.hba;

import dev.patrol.problem.Cause;

/** Why PostgreSQL cannot read a line of pg_hba.conf, or nobody can say from here whether it can. */
enum HbaError implements Cause {
    NO_RULE,
    LINE_TOO_SHORT,
    SEVERAL_VALUES,
    UNKNOWN_TYPE,
    NO_NETWORK,
    UNKNOWN_METHOD,
    METHOD_MISMATCH,
    OPTION_WITHOUT_VALUE,
    OPTION_MISMATCH,
    RADIUS_INCOMPLETE,
    LDAP_INCOMPLETE,
    INCLUDES_FILE,
    NAMES_IN_FILE,
    LINE_BREAK_IN_SECRET
}
