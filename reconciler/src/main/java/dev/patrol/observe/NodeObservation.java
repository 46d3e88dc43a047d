package dev.patrol.observe;

import dev.patrol.definition.NodeName;

/** What is known of a node: what was seen, or why nothing was. */
public sealed interface NodeObservation permits NodeSeen, Unseen {
    NodeName name();
}
