package dev.patrol.remote;

import dev.patrol.definition.NodeDefinition;
import dev.patrol.yaml.Secret;
import java.util.List;

/** Asks PostgreSQL on a node about its parameters. Changes nothing there. */
public interface ParameterReader {
    /**
     * What the running server says of its parameters: JSON, {@code {"version": TEXT, "settings": [ROW, ...]}}, whose rows
     * have the columns of pg_settings and {@code base}, the value of the configuration below Patroni's, if it has one.
     */
    String settings(NodeDefinition node) throws RemoteException;

    /**
     * What the installed PostgreSQL has against a configuration, line by line; none: it would take it. The running server
     * is not asked and does not notice. The lines quote values, so they are never shown unmasked.
     *
     * @param configuration lines as in postgresql.conf; may hold passwords
     */
    List<String> complaints(NodeDefinition node, Secret configuration) throws RemoteException;
}
