package dev.patrol.apply;

import dev.patrol.definition.NodeDefinition;
import dev.patrol.problem.Reason;
import dev.patrol.remote.NodeControl;
import dev.patrol.remote.RejectedException;
import dev.patrol.remote.RemoteException;
import java.time.Duration;
import java.util.Optional;

/**
 * Has a leader write out what its shutdown would have to, while clients still work. Patroni makes one as well right before
 * it stops the server, when new sessions may already wait; after this one, that one has little left.
 */
final class Checkpoint {
    private Checkpoint() {}

    /** Why there was none, which is no reason not to go on; empty where there was one. */
    static Optional<Reason> before(NodeControl nodes, NodeDefinition leader, Duration limit) throws RemoteException {
        try {
            nodes.checkpoint(leader, limit);
            return Optional.empty();
        } catch (RejectedException e) {
            return Optional.of(e.reason());
        }
    }
}
