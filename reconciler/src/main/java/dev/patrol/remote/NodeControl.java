package dev.patrol.remote;

import dev.patrol.definition.NodeDefinition;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Changes a node. Only {@code apply} may call it. */
public interface NodeControl {
    /**
     * Writes the new text beside Patroni's file and has {@code patroni --validate-config} check it there, as the user
     * that runs Patroni. Changes nothing that Patroni reads.
     */
    ValidationReport stage(NodeDefinition node, FileEdit edit) throws RemoteException;

    /**
     * Moves the staged text into place atomically, owner and mode set, the previous file kept beside it as {@code
     * *.previous}. Rejected when the file is no longer the one that the edit replaces.
     */
    void commit(NodeDefinition node, FileEdit edit) throws RemoteException;

    /** Removes a staged text that will not be used. */
    void discard(NodeDefinition node) throws RemoteException;

    /** Keeps the distribution's own PostgreSQL unit from starting at boot; a server that runs now goes on running. */
    void disableNative(NodeDefinition node) throws RemoteException;

    /** Enables Patroni's unit and starts it; returns when systemd has started it, which says nothing of PostgreSQL. */
    void startPatroni(NodeDefinition node) throws RemoteException;

    /**
     * What keeps Patroni from listening so, as far as the node can tell beforehand: a port that is taken, a certificate
     * that postgres cannot read, a unit whose restart would stop PostgreSQL. Changes nothing; empty: nothing does.
     */
    List<String> checkRest(NodeDefinition node, RestListener listener, RestOccasion occasion) throws RemoteException;

    /** When Patroni opens its REST API; a reload does it where a certificate has new content. */
    enum RestOccasion {
        RESTART,
        RELOAD
    }

    /**
     * Restarts Patroni's process alone, and returns when systemd has started it. The cluster must be in a pause, or
     * Patroni stops PostgreSQL as it ends. Rejected where the unit would stop it besides.
     */
    void restartPatroni(NodeDefinition node) throws RemoteException;

    /**
     * Where Patroni's REST API is to listen.
     *
     * @param listen {@code HOST:PORT} as Patroni's file has it
     */
    record RestListener(String listen, Optional<String> certfile, Optional<String> keyfile, Optional<String> cafile) {}

    /**
     * Runs {@code patronictl restart SCOPE MEMBER --pending --force} on the node and returns what it printed. Its exit
     * status proves nothing: the caller judges by what it observes afterwards.
     */
    String restart(NodeDefinition node, Member member, Duration limit) throws RemoteException;

    /**
     * Takes parameters out of {@code postgresql.auto.conf} ({@code ALTER SYSTEM RESET}) and has the server read its
     * files again.
     */
    void resetParameters(NodeDefinition node, List<String> names) throws RemoteException;

    /** Runs {@code CHECKPOINT} in the node's server, as its superuser over the local socket. */
    void checkpoint(NodeDefinition node, Duration limit) throws RemoteException;

    /** The scope and member name by which {@code patronictl} knows a node. */
    record Member(String scope, String name) {}
}
