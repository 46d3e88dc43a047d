package dev.patrol.remote;

import dev.patrol.definition.ClusterDefinition;
import dev.patrol.definition.Login;
import java.util.Optional;

/** Reads what the members of a cluster have written into the DCS. It never writes there. */
public interface DcsReader {
    /**
     * What they have written now.
     *
     * @param login etcd's user and password, where it asks for them
     */
    DcsReading read(ClusterDefinition cluster, Optional<Login> login) throws RemoteException;
}
