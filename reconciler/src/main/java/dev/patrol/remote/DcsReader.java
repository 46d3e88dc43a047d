package dev.patrol.remote;

import dev.patrol.definition.ClusterDefinition;
import dev.patrol.yaml.Secret;
import java.util.Optional;

/** Reads what the members of a cluster have written into the DCS. It never writes there. */
public interface DcsReader {
    DcsReading read(ClusterDefinition cluster, Optional<Login> login) throws UnreachableException;

    /** etcd's user and password. */
    record Login(String username, Secret password) {}
}
