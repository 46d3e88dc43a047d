package dev.patrol.definition;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * How Patrol itself treats a cluster; nothing of it reaches a node.
 *
 * @param paused whether Patrol only looks at the cluster and changes nothing
 * @param drift which differences are enforced, reported or ignored
 * @param restarts how members are restarted
 * @param maintenance when members may be restarted
 * @param connections what must stay able to connect, besides what the cluster itself needs
 */
public record Policy(
        boolean paused,
        DriftPolicy drift,
        RestartPolicy restarts,
        MaintenancePolicy maintenance,
        List<RequiredConnection> connections) {
    public static final Policy DEFAULT =
            new Policy(false, DriftPolicy.DEFAULT, RestartPolicy.DEFAULT, MaintenancePolicy.DEFAULT, List.of());

    public Policy {
        requireNonNull(drift, "drift");
        requireNonNull(restarts, "restarts");
        requireNonNull(maintenance, "maintenance");
        connections = List.copyOf(connections);
    }
}
