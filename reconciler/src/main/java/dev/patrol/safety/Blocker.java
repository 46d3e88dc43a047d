package dev.patrol.safety;

import dev.patrol.problem.Cause;

/** What forbids a disruption. */
public enum Blocker implements Cause {
    UNSEEN,
    SEVERAL_LEADERS,
    NO_LEADER,
    DYNAMIC_UNKNOWN,
    PAUSED,
    MEMBERS_UNKNOWN,
    SCHEDULED_SWITCHOVER,
    STRANGER,
    UNLOCKED,
    NO_ANSWER,
    NOT_RUNNING,
    SCHEDULED_RESTART,
    OTHER_TIMELINE,
    NOT_STREAMING,
    LAG_UNKNOWN,
    LAGS,
    FEW_SYNCHRONOUS,
    ONLY_SYNCHRONOUS,
    TAGGED,
    NOT_SYNCHRONOUS,
    WAITS_FOR_RESTART,
    NO_CANDIDATE,
    NEVER_A_CANDIDATE,
    RESTART_WINDOW,
    LEADER_WINDOW,
    MOVE_WINDOW,
    NOT_MOVING_NOW,
    OPENS,
    NEVER_OPENS
}
