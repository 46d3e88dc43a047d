package dev.patrol.remote;

import dev.patrol.definition.NodeDefinition;
import dev.patrol.yaml.Secret;
import java.util.Map;
import java.util.Optional;

/** Changes a running Patroni through its REST API. Only {@code apply} may call it. */
public interface PatroniControl {
    /**
     * {@code PATCH /config}: sets exactly these keys, removes those whose value is null, and returns the whole
     * configuration that results.
     */
    Map<String, Object> patchConfig(NodeDefinition node, Optional<Login> login, Map<String, Object> patch)
            throws UnreachableException, RejectedException;

    /** {@code POST /reload}: accepted means only that Patroni will re-read its file within its next loop. */
    void reload(NodeDefinition node, Optional<Login> login) throws UnreachableException, RejectedException;

    /**
     * {@code POST /switchover} from the node, which leads, to the member of this name. Accepted, refused or unanswered:
     * what came of it shows only afterwards.
     */
    void switchover(NodeDefinition leader, Optional<Login> login, String candidate)
            throws UnreachableException, RejectedException;

    /** User and password for the REST API's changing calls. */
    record Login(String username, Secret password) {}
}
