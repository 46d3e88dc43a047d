package dev.patrol.remote;

import dev.patrol.definition.NodeDefinition;
import java.time.Duration;

/** Changes a node. Only {@code apply} may call it. */
public interface NodeControl {
    /**
     * Writes the new text beside Patroni's file and has {@code patroni --validate-config} check it there, as the user
     * that runs Patroni. Changes nothing that Patroni reads.
     */
    ValidationReport stage(NodeDefinition node, FileEdit edit) throws UnreachableException, RejectedException;

    /**
     * Moves the staged text into place atomically, owner and mode set, the previous file kept beside it as {@code
     * *.previous}. Rejected when the file is no longer the one that the edit replaces.
     */
    void commit(NodeDefinition node, FileEdit edit) throws UnreachableException, RejectedException;

    /** Removes a staged text that will not be used. */
    void discard(NodeDefinition node) throws UnreachableException;

    /** Keeps the distribution's own PostgreSQL unit from starting at boot; a server that runs now goes on running. */
    void disableNative(NodeDefinition node) throws UnreachableException, RejectedException;

    /** Enables Patroni's unit and starts it; returns when systemd has started it, which says nothing of PostgreSQL. */
    void startPatroni(NodeDefinition node) throws UnreachableException, RejectedException;

    /**
     * Runs {@code patronictl restart SCOPE MEMBER --pending --force} on the node and returns what it printed. Its exit
     * status proves nothing: the caller judges by what it observes afterwards.
     */
    String restart(NodeDefinition node, Member member, Duration limit) throws UnreachableException, RejectedException;

    /** Runs {@code CHECKPOINT} in the node's server, as its superuser over the local socket. */
    void checkpoint(NodeDefinition node, Duration limit) throws UnreachableException, RejectedException;

    /** The scope and member name by which {@code patronictl} knows a node. */
    record Member(String scope, String name) {}
}
