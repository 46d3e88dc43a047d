package dev.patrol.diff;

import static java.util.Objects.requireNonNull;

import dev.patrol.definition.NodeName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What is not as wanted in a cluster: in the DCS, and on each node that was seen. */
public record ClusterDiff(List<KeyChange> dynamic, SortedMap<NodeName, NodeDiff> nodes) {
    public ClusterDiff {
        dynamic = List.copyOf(dynamic);
        nodes = Collections.unmodifiableSortedMap(new TreeMap<>(nodes));
    }

    /** One difference and where it is. */
    public record Found(Target target, KeyChange change) {}

    /** What differs on a node that was seen. */
    public NodeDiff node(NodeName name) {
        return requireNonNull(nodes.get(name));
    }

    /** All differences: those in the DCS first, then node by node from the file down to the services. */
    public List<Found> all() {
        List<Found> all = new ArrayList<>();
        dynamic.forEach(change -> all.add(new Found(Target.DCS, change)));
        nodes.values()
                .forEach(node -> node.all().forEach(change -> all.add(new Found(Target.of(node.node()), change))));
        return all;
    }
}
