package dev.patrol.apply;

import dev.patrol.problem.Cause;

/** What a step came to that was seen to succeed. */
enum Evidence implements Cause {
    FILE_WRITTEN,
    FILE_READ,
    RELOAD_ACCEPTED,
    PARAMETERS_RESET,
    UNIT_DISABLED,
    DYNAMIC_CHANGED,
    IS_PRIMARY,
    STREAMS,
    RESTARTED,
    SWITCHED_OVER,
    CAN_LISTEN,
    PAUSED,
    RESUMED,
    ANSWERS
}
