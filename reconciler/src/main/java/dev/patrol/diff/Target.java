package dev.patrol.diff;

import dev.patrol.definition.NodeName;
import java.util.Optional;

/**
 * What a difference, or a step, is about: a node, or the DCS, which all members share.
 *
 * @param node empty: the DCS
 */
public record Target(Optional<NodeName> node) {
    public static final Target DCS = new Target(Optional.empty());

    public static Target of(NodeName node) {
        return new Target(Optional.of(node));
    }

    @Override
    public String toString() {
        return node.map(NodeName::value).orElse("DCS");
    }
}
