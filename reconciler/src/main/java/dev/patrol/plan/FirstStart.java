package dev.patrol.plan;

import dev.patrol.definition.ClusterDefinition;
import dev.patrol.definition.NodeDefinition;
import dev.patrol.definition.NodeName;
import dev.patrol.diff.NodeDiff;
import dev.patrol.observe.NodeSeen;
import dev.patrol.plan.Obstacle.Kind;
import dev.patrol.plan.Step.StartPatroni.Becomes;
import dev.patrol.remote.NodeReading.DataDirectory;

/**
 * A new cluster, primary first: all files (so that one that Patroni rejects stops everything before anything starts),
 * then the first node alone until it is the primary, then the replicas. Data that lies on the first node is taken over,
 * running or not; data on any other node is never touched.
 */
final class FirstStart {
    private final ClusterDefinition cluster;
    private final Planner.Evidence evidence;

    FirstStart(ClusterDefinition cluster, Planner.Evidence evidence) {
        this.cluster = cluster;
        this.evidence = evidence;
    }

    void plan(Draft draft) {
        refuseStrangeData(draft);
        for (NodeDefinition node : cluster.nodes()) {
            NodeDiff diff = evidence.diff().node(node.name());
            if (diff.fileDiffers()) {
                draft.add(new Step.WriteConfig(
                        node.name(), diff.file(), diff.fileMissing(), StepReason.NEW_CLUSTER.reason()));
            }
        }
        for (NodeDefinition node : cluster.nodes()) {
            NodeSeen seen = evidence.seen().seen(node.name()).orElseThrow();
            String unit = node.layout().units().postgresql();
            if (seen.isEnabled(unit)) {
                draft.add(new Step.DisableNative(node.name(), unit, StepReason.NATIVE_SERVER.reason()));
            }
        }
        startFirst(draft);
        cluster.nodes().stream()
                .skip(1)
                .forEach(node ->
                        draft.add(new Step.StartPatroni(node.name(), Becomes.REPLICA, StepReason.CLONES.reason())));
    }

    private void startFirst(Draft draft) {
        NodeName first = cluster.firstNode().name();
        if (kind(cluster.firstNode()) != DataDirectory.Kind.INITIALISED) {
            draft.add(new Step.StartPatroni(first, Becomes.PRIMARY, StepReason.FIRST_NODE.reason()));
            return;
        }
        // A server that was running keeps its old settings, often listen_addresses = localhost, and then no replica can
        // clone. Patroni 3.0 notices that a restart is pending only when it reloads.
        draft.add(new Step.StartPatroni(first, Becomes.PRIMARY, StepReason.FIRST_NODE_TAKEN_OVER.reason()));
        draft.add(new Step.Reload(first, StepReason.TAKEN_OVER.reason()));
        draft.add(new Step.Restart(first, StepReason.REACHABLE.reason()));
    }

    private void refuseStrangeData(Draft draft) {
        for (NodeDefinition node : cluster.nodes()) {
            DataDirectory.Kind kind = kind(node);
            String directory = node.layout().paths().dataDir();
            if (kind == DataDirectory.Kind.OCCUPIED) {
                draft.obstacle(
                        Kind.STALLED,
                        ObstacleCause.DATA_NOT_POSTGRESQL.with("directory", directory, "node", node.name()));
            } else if (kind == DataDirectory.Kind.INITIALISED && !node.equals(cluster.firstNode())) {
                draft.obstacle(
                        Kind.STALLED,
                        ObstacleCause.REPLICA_WITH_DATA.with("directory", directory, "node", node.name()));
            }
        }
    }

    private DataDirectory.Kind kind(NodeDefinition node) {
        return evidence.seen().seen(node.name()).orElseThrow().dataDirectory().kind();
    }
}
