package dev.patrol.remote;

import dev.patrol.problem.Cause;

/** How the other side says no. */
public enum Refusal implements Cause {
    /** The script on the node failed. */
    NODE,
    FILE_CHANGED,
    FILE_IS_LINK,
    STAGED_GONE,
    STAGED_DAMAGED,
    KILL_MODE,
    COMMAND_TIMED_OUT,
    COMMAND_NOT_RUN,
    COMMAND_FAILED,
    REST,
    REST_LOGIN,
    REST_ALLOWLIST,
    REST_CLIENT_CERTIFICATE,
    REST_CONFLICT,
    REST_NO_CONFIG,
    REST_NO_DCS,
    REST_SWITCHOVER,
    ETCD_V2,
    ETCD_NO_HOSTS,
    ETCD_TLS_ON_NODES,
    ETCD_TLS_FILE_UNREADABLE,
    ETCD_TLS_FILES,
    ETCD_LOGIN,
    ETCD_PERMISSION,
    ETCD_NO_V3
}
