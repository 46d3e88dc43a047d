package dev.patrol.remote;

import dev.patrol.definition.NodeDefinition;

/** Looks at a node without changing it. */
public interface NodeReader {
    /** Everything that one pass needs to know of a node, in one round trip. */
    NodeReading read(NodeDefinition node) throws RemoteException;

    /** The same but for what the server itself says: enough for who waits and looks again and again. */
    default NodeReading glance(NodeDefinition node) throws RemoteException {
        return read(node);
    }
}
