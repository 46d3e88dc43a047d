package dev.patrol.apply;

import dev.patrol.observe.NodeSeen;
import dev.patrol.problem.Cause;
import dev.patrol.problem.Reason;

/** What does not hold yet; where the limit of a wait passes, the step ends with it. */
enum Delay implements Cause {
    NODE_UNSEEN,
    PATRONI_SILENT,
    NOT_APPLIED,
    TAG_MISSING,
    FILES_UNREAD,
    PENDING_RESTART_UNKNOWN,
    NO_PENDING_RESTART,
    NOT_RESTARTED,
    NOT_RUNNING,
    NOT_PRIMARY,
    NOT_STREAMING,
    NO_DYNAMIC,
    NO_LEADER,
    STILL_LEADS,
    NOT_BACK,
    NOT_PAUSED,
    STILL_PAUSED,
    LISTENS_ELSEWHERE,
    SERVER_SILENT,
    NO_SERVER;

    /** Why a server that was not seen could not be. */
    static Reason ofServer(NodeSeen node) {
        return node.serverFailure()
                .map(why -> SERVER_SILENT.with("node", node.name(), "why", why))
                .orElseGet(() -> NO_SERVER.with("node", node.name()));
    }
}
