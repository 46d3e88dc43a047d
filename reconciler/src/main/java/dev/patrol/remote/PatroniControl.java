package dev.patrol.remote;

import dev.patrol.definition.Login;
import dev.patrol.definition.NodeDefinition;
import dev.patrol.tree.ConfigTree;
import java.util.List;

/**
 * Changes a running Patroni through its REST API. Only {@code apply} may call it. Logins are tried in their order while
 * Patroni knows none of them; with none, none is shown.
 */
public interface PatroniControl {
    /**
     * {@code PATCH /config}: sets exactly these keys, removes those whose value is null, and returns the whole
     * configuration that results.
     */
    ConfigTree patchConfig(NodeDefinition node, List<Login> logins, ConfigTree patch) throws RemoteException;

    /** {@code POST /reload}: accepted means only that Patroni will re-read its file within its next loop. */
    void reload(NodeDefinition node, List<Login> logins) throws RemoteException;

    /**
     * {@code POST /switchover} from the node, which leads, to the member of this name. Accepted, refused or unanswered:
     * what came of it shows only afterwards.
     */
    void switchover(NodeDefinition leader, List<Login> logins, String candidate) throws RemoteException;
}
