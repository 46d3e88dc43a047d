package dev.patrol.remote.node;

import dev.patrol.definition.NodeDefinition;
import dev.patrol.remote.RemoteException;
import java.time.Duration;

/** Carries requests to the script on a node, whichever node that is. */
public interface NodeChannel {
    /** The script's reply within the limit. */
    Reply ask(NodeDefinition node, Request request, Duration limit) throws RemoteException;

    /** The limit for a request that starts nothing on the node. */
    Duration usualLimit();
}
