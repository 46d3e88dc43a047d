package dev.patrol.reconcile;

import dev.patrol.definition.ClusterName;
import dev.patrol.status.ClusterStatus;
import dev.patrol.status.StatusStore;
import dev.patrol.status.StatusStoreException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A store that fails where a test wants it to.
 *
 * @param failing what fails, such as {@code record pay} or {@code retain}; may change meanwhile
 */
record FragileStatusStore(StatusStore store, Set<String> failing) implements StatusStore {
    private void attempt(String what) {
        if (failing.contains(what)) {
            throw new StatusStoreException("cannot " + what, new IOException("No space left on device"));
        }
    }

    @Override
    public void record(ClusterStatus status) {
        attempt("record " + status.cluster());
        store.record(status);
    }

    @Override
    public Optional<ClusterStatus> read(ClusterName cluster) {
        attempt("read " + cluster);
        return store.read(cluster);
    }

    @Override
    public List<ClusterStatus> readAll() {
        return store.readAll();
    }

    @Override
    public Optional<String> unrecorded() {
        return store.unrecorded();
    }

    @Override
    public void retain(Set<ClusterName> clusters) {
        attempt("retain");
        store.retain(clusters);
    }
}
