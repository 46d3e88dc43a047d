package dev.patrol.status;

import dev.patrol.definition.ClusterName;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps the last status of every cluster between runs. It is for people and metrics; nothing is decided by it, but that an
 * ineffective restart is not tried again.
 */
public interface StatusStore {
    void record(ClusterStatus status);

    Optional<ClusterStatus> read(ClusterName cluster);

    /** All statuses, by cluster name. */
    List<ClusterStatus> readAll();

    /** Why what is kept here is older than the last pass, or will be; empty where nothing keeps a status from being recorded. */
    Optional<String> unrecorded();

    /** Forgets every cluster that is not in Git any more. */
    void retain(Set<ClusterName> clusters);
}
