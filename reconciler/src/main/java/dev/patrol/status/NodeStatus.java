package dev.patrol.status;

import java.util.Map;

/**
 * What the last pass knew of a node.
 *
 * @param drift number of differing keys by the layer's label
 */
public record NodeStatus(boolean reachable, boolean pendingRestart, Map<String, Integer> drift) {
    /** A node of which nothing is known. */
    public static final NodeStatus UNREACHABLE = new NodeStatus(false, false, Map.of());

    public NodeStatus {
        drift = Map.copyOf(drift);
    }
}
