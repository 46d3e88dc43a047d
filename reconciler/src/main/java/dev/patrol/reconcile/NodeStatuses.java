package dev.patrol.reconcile;

import dev.patrol.apply.Work;
import dev.patrol.definition.NodeDefinition;
import dev.patrol.diff.Layer;
import dev.patrol.diff.NodeDiff;
import dev.patrol.observe.NodeSeen;
import dev.patrol.status.NodeStatus;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Sums up for status and metrics what was seen of each node. */
final class NodeStatuses {
    private NodeStatuses() {}

    static Map<String, NodeStatus> of(Work work) {
        Map<String, NodeStatus> statuses = new TreeMap<>();
        for (NodeDefinition node : work.cluster().nodes()) {
            Optional<NodeSeen> seen = work.seen().seen(node.name());
            statuses.put(
                    node.name().value(), seen.map(found -> status(work, found)).orElse(NodeStatus.UNREACHABLE));
        }
        return statuses;
    }

    private static NodeStatus status(Work work, NodeSeen seen) {
        NodeDiff diff = work.plan().diff().nodes().get(seen.name());
        Map<String, Integer> drift = Map.of(
                Layer.FILE.label(), diff.fileMissing() ? 1 : diff.file().size(),
                Layer.DYNAMIC.label(), work.plan().diff().dynamic().size(),
                Layer.EFFECTIVE.label(), diff.effective().size(),
                Layer.SERVICE.label(), diff.service().size());
        boolean pending =
                seen.member().filter(member -> member.restart().pending()).isPresent();
        return new NodeStatus(true, pending, drift);
    }
}
