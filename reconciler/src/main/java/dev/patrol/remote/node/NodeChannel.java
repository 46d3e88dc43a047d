package dev.patrol.remote.node;

import dev.patrol.definition.NodeDefinition;
import dev.patrol.remote.UnreachableException;
import java.time.Duration;

/** Carries requests to the script on a node, whichever node that is. */
public interface NodeChannel {
    /**
     * The script's reply.
     *
     * @param doing what the request is for, for messages: "cannot DOING node 'pg1' …"
     */
    Reply ask(NodeDefinition node, String doing, Request request, Duration limit) throws UnreachableException;

    /** The limit for a request that starts nothing on the node. */
    Duration usualLimit();
}
