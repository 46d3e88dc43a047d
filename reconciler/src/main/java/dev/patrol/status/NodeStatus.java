package dev.patrol.status;

import java.util.Map;
import java.util.Objects;

/**
 * What the last pass knew of a node.
 *
 * @param pendingRestart whether Patroni says that a restart is pending; false also when it did not answer
 * @param drift number of differing keys by the layer's label; a layer that nobody could look at is not in it
 * @param restartedInVain the mark of a restart that left one pending; empty: there was none
 */
public record NodeStatus(
        boolean reachable, boolean pendingRestart, Map<String, Integer> drift, String restartedInVain) {
    /** A node of which nothing is known. */
    public static final NodeStatus UNREACHABLE = new NodeStatus(false, false, Map.of());

    public NodeStatus {
        drift = Map.copyOf(drift);
        // A file of an older version has none.
        restartedInVain = Objects.requireNonNullElse(restartedInVain, "");
    }

    public NodeStatus(boolean reachable, boolean pendingRestart, Map<String, Integer> drift) {
        this(reachable, pendingRestart, drift, "");
    }

    public NodeStatus withRestartInVain(String mark) {
        return new NodeStatus(reachable, pendingRestart, drift, mark);
    }
}
