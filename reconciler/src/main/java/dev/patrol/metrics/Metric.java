package dev.patrol.metrics;

import java.util.List;
import java.util.Locale;

/** Every metric there is. Alerts and dashboards of other people rely on names, types and labels: none is ever renamed. */
enum Metric {
    BUILD_INFO(Type.GAUGE, "patrol_build_info", "which Patrol runs; always 1", "version", "revision"),
    LAST_PASS_TIMESTAMP(
            Type.GAUGE,
            "patrol_last_pass_timestamp_seconds",
            "when the last pass over the whole fleet ended, in seconds since 1970"),
    PASS_DURATION(
            Type.SUMMARY,
            "patrol_pass_duration_seconds",
            "how long passes over the whole fleet took, without quantiles"),
    GIT_REVISION_INFO(
            Type.GAUGE, "patrol_git_revision_info", "what the last pass worked from; always 1", "branch", "revision"),
    GIT_FETCH_FAILURES(Type.COUNTER, "patrol_git_fetch_failures_total", "passes that could not read the repository"),
    CLUSTER_STATUS(
            Type.GAUGE,
            "patrol_cluster_status",
            "1 for the status that the last pass over the cluster ended with, 0 for all others",
            "cluster",
            "status"),
    CLUSTER_LAST_SUCCESS_TIMESTAMP(
            Type.GAUGE,
            "patrol_cluster_last_success_timestamp_seconds",
            "when a pass last ended in_sync or changed, in seconds since 1970; absent until one has",
            "cluster"),
    CLUSTER_WAITS_UNTIL_TIMESTAMP(
            Type.GAUGE,
            "patrol_cluster_waits_until_timestamp_seconds",
            "when the maintenance window opens that a cluster waits for, in seconds since 1970; absent unless it waits for"
                    + " nothing else",
            "cluster"),
    DCS_DRIFT(
            Type.GAUGE,
            "patrol_dcs_drift",
            "number of keys of the dynamic configuration that differ from Git; absent while it cannot be read",
            "cluster"),
    NODE_DRIFT(
            Type.GAUGE,
            "patrol_node_drift",
            "number of keys of a node that differ from Git, by layer; absent while the node is unreachable",
            "cluster",
            "node",
            "layer"),
    NODE_REACHABLE(
            Type.GAUGE, "patrol_node_reachable", "1 if the node answered the last pass, else 0", "cluster", "node"),
    NODE_PENDING_RESTART(
            Type.GAUGE,
            "patrol_node_pending_restart",
            "1 if PostgreSQL waits for a restart, else 0; absent while the node is unreachable",
            "cluster",
            "node"),
    STEPS(
            Type.COUNTER,
            "patrol_steps_total",
            "steps by what they do and what became of them",
            "cluster",
            "kind",
            "result"),
    RESTARTS(
            Type.COUNTER,
            "patrol_restarts_total",
            "restarts of PostgreSQL that were begun, by how they ended; a switchover is one of the old leader",
            "cluster",
            "node",
            "result");

    /** Prometheus's types. */
    enum Type {
        COUNTER,
        GAUGE,
        SUMMARY;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Type type;
    private final String exposedName;
    private final String help;
    private final List<String> labels;

    Metric(Type type, String exposedName, String help, String... labels) {
        this.type = type;
        this.exposedName = exposedName;
        this.help = help;
        this.labels = List.of(labels);
    }

    Type type() {
        return type;
    }

    /** The name in the exposition. */
    String exposedName() {
        return exposedName;
    }

    String help() {
        return help;
    }

    List<String> labels() {
        return labels;
    }

    /** One of this metric's series, with the labels' values in the labels' order. */
    Series series(String... values) {
        return new Series(this, List.of(values));
    }
}
