package dev.patrol.diff;

import dev.patrol.definition.NodeName;
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
}
