package dev.patrol.remote;

import dev.patrol.address.HostPort;
import dev.patrol.definition.NodeDefinition;

/** Reaches ports that only a node can reach, so that of a node only port 22 needs to be open. */
public interface NodeTunnels {
    /** A local address that leads through the node's SSH connection to {@code target}, as seen from the node. */
    Tunnel open(NodeDefinition node, HostPort target) throws UnreachableException;

    /** An open way; closing it leaves the SSH connection warm. */
    interface Tunnel extends AutoCloseable {
        HostPort local();

        @Override
        void close();
    }
}
