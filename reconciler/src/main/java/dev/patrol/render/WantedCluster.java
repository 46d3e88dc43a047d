package dev.patrol.render;

import static java.util.Objects.requireNonNull;

import dev.patrol.definition.NodeName;
import dev.patrol.tree.ConfigTree;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is wanted of a cluster: the configuration in the DCS, and each node's file. {@link ConfigRenderer} makes it of a
 * definition; keys that the definition leaves to others then stand in it as they were seen.
 */
public record WantedCluster(ConfigTree dynamic, SortedMap<NodeName, RenderedConfig> nodes) {
    public WantedCluster {
        nodes = Collections.unmodifiableSortedMap(new TreeMap<>(nodes));
    }

    public RenderedConfig node(NodeName name) {
        return requireNonNull(nodes.get(name));
    }
}
