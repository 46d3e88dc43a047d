package dev.patrol.reconcile;

import dev.patrol.apply.Work;
import dev.patrol.definition.NodeDefinition;
import dev.patrol.diff.Layer;
import dev.patrol.diff.NodeDiff;
import dev.patrol.observe.NodeSeen;
import dev.patrol.status.ClusterStatus.Seen;
import dev.patrol.status.NodeStatus;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Sums up for status and metrics what was seen of each node. */
final class NodeStatuses {
    private NodeStatuses() {}

    static Seen of(Reconciler.Result result) {
        return result.last()
                .map(work -> new Seen(
                        of(work),
                        work.seen()
                                .dynamic()
                                .map(known -> work.plan().diff().dynamic().size())))
                .orElse(Seen.NOTHING);
    }

    private static Map<String, NodeStatus> of(Work work) {
        Map<String, NodeStatus> statuses = new TreeMap<>();
        for (NodeDefinition node : work.cluster().nodes()) {
            Optional<NodeSeen> seen = work.seen().seen(node.name());
            statuses.put(
                    node.name().value(),
                    seen.map(found -> status(work, found))
                            .orElse(work.seen().isReached(node.name()) ? NodeStatus.UNREAD : NodeStatus.UNREACHABLE));
        }
        return statuses;
    }

    private static NodeStatus status(Work work, NodeSeen seen) {
        NodeDiff diff = work.plan().diff().node(seen.name());
        Map<String, Integer> drift = new TreeMap<>();
        drift.put(Layer.FILE.label(), diff.fileMissing() ? 1 : diff.file().size());
        drift.put(Layer.SERVICE.label(), diff.service().size());
        if (isServerKnown(seen, diff)) {
            drift.put(Layer.EFFECTIVE.label(), diff.effective().size());
        }
        boolean pending =
                seen.member().filter(member -> member.restart().pending()).isPresent();
        return new NodeStatus(true, pending, drift);
    }

    // Where Patroni does not answer, nobody knows what the server should run with; where the server does not, only what
    // Patroni says is pending.
    private static boolean isServerKnown(NodeSeen seen, NodeDiff diff) {
        boolean mute = seen.serverFailure().isPresent() && diff.effective().isEmpty();
        return seen.member().isPresent() && !mute;
    }
}
