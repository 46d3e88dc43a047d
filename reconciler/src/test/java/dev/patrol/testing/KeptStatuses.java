package dev.patrol.testing;

import dev.patrol.definition.ClusterName;
import dev.patrol.status.ClusterStatus;
import dev.patrol.status.StatusStore;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Statuses in memory. */
public final class KeptStatuses implements StatusStore {
    private final SortedMap<ClusterName, ClusterStatus> statuses = new TreeMap<>();
    private Optional<String> unrecorded = Optional.empty();

    public void cannotBeRecorded(String why) {
        unrecorded = Optional.of(why);
    }

    @Override
    public void record(ClusterStatus status) {
        statuses.put(status.cluster(), status);
    }

    @Override
    public Optional<ClusterStatus> read(ClusterName cluster) {
        return Optional.ofNullable(statuses.get(cluster));
    }

    @Override
    public List<ClusterStatus> readAll() {
        return List.copyOf(statuses.values());
    }

    @Override
    public Optional<String> unrecorded() {
        return unrecorded;
    }

    @Override
    public void retain(Set<ClusterName> clusters) {
        statuses.keySet().retainAll(clusters);
    }
}
