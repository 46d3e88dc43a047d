package dev.patrol.plan;

import dev.patrol.problem.Cause;

/** Why a step is in a plan. */
public enum StepReason implements Cause {
    NEW_CLUSTER,
    FIRST_NODE,
    FIRST_NODE_TAKEN_OVER,
    CLONES,
    FILE_MISSING,
    FILE_DIFFERS,
    NEW_FILE,
    FILE_UNREAD,
    TAKEN_OVER,
    NATIVE_SERVER,
    DCS_DIFFERS,
    UNIT_DISABLED,
    UNIT_DOWN,
    RESTART_FOR,
    PENDING,
    REACHABLE,
    IF_STILL_PENDING,
    SHRINKS_IN_PLACE,
    ALONE_IN_PLACE,
    LISTENER_CHECK,
    PAUSE_FOR_MOVE,
    LISTENS_OTHERWISE,
    NO_RELOAD_FOR_LISTENER,
    OWN_PAUSE,
    ALTER_SYSTEM,
    EDITED_FILES,
    PENDING_UNSEEN,
    SERVER_UNREAD
}
