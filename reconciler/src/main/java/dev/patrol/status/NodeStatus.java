package dev.patrol.status;

import java.util.Map;

/**
 * What the last pass knew of a node.
 *
 * @param pendingRestart whether Patroni says that a restart is pending; false also when it did not answer
 * @param drift number of differing keys by the layer's label; a layer that nobody could look at is not in it
 */
public record NodeStatus(boolean reachable, boolean pendingRestart, Map<String, Integer> drift) {
    /** A node of which nothing is known. */
    public static final NodeStatus UNREACHABLE = new NodeStatus(false, false, Map.of());

    /** A node that answered, and nothing could be made of that. */
    public static final NodeStatus UNREAD = new NodeStatus(true, false, Map.of());

    public NodeStatus {
        drift = Map.copyOf(drift);
    }
}
