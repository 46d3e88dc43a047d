package dev.patrol.hba;

import dev.patrol.problem.Cause;

/** What a cluster needs a connection for, apart from what a definition asks for. */
enum Purpose implements Cause {
    PATRONI,
    PATRONI_REPLICATION,
    REPLICATION,
    REWIND
}
