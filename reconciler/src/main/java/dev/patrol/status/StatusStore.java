package dev.patrol.status;

import dev.patrol.definition.ClusterName;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps the last status of every cluster between runs. It is for people and metrics; nothing is decided by it, but that a
 * restart which was in vain is not tried again.
 */
public interface StatusStore {
    void record(ClusterStatus status);

    Optional<ClusterStatus> read(ClusterName cluster);

    /** All statuses, by cluster name. */
    List<ClusterStatus> readAll();

    /** Forgets every cluster that is not in Git any more. */
    void retain(Set<ClusterName> clusters);
}
