package dev.patrol.render;

import static java.util.Objects.requireNonNull;

import dev.patrol.definition.NodeName;
import dev.patrol.tree.ConfigTree;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** A definition rendered: the configuration wanted in the DCS, and each node's file. */
public record RenderedCluster(ConfigTree dynamic, SortedMap<NodeName, RenderedConfig> nodes) {
    public RenderedCluster {
        nodes = Collections.unmodifiableSortedMap(new TreeMap<>(nodes));
    }

    public RenderedConfig node(NodeName name) {
        return requireNonNull(nodes.get(name));
    }
}
