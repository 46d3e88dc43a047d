package dev.patrol.simulator.contract;

/** What happens to the simulated cluster in some property test, so that some scenario must hold it to the truth. */
public enum Transition {
    BOOTSTRAP,
    CLONE,
    RELOAD,
    PENDING_AND_WHY,
    RESTART_IN_PLACE,
    SWITCHOVER,
    FAILOVER_DURING_A_STEP,
    PAUSE,
    RESUME,
    SYNCHRONOUS_MODE,
    STRICT_MODE,
    QUORUM_MODE,
    DCS_SILENT,
    REST_SILENT,
    NODE_UNREACHABLE,
    REPLICA_LAGS,
    FILES_RENEWED,
    ALTER_SYSTEM,
    PATRONI_RESTARTS,
    PATRONI_STOPS
}
