package dev.patrol.definition;

import static java.util.Objects.requireNonNull;

import dev.patrol.problem.Location;
import dev.patrol.tree.ConfigTree;

/**
 * One node of a cluster.
 *
 * @param member the name by which Patroni knows the node; the node's own name unless the definition says otherwise
 * @param local the wanted content of Patroni's file without {@code bootstrap.dcs}; a {@code SecretReference} where a secret
 *     belongs
 */
public record NodeDefinition(
        NodeName name,
        Location location,
        String member,
        Server server,
        SshTarget ssh,
        Layout layout,
        RestEndpoint rest,
        ConfigTree local) {
    /** The same, with Patroni's REST API at another place, as it is while that place changes. */
    public NodeDefinition withRest(RestEndpoint other) {
        return new NodeDefinition(name, location, member, server, ssh, layout, other, local);
    }

    /**
     * PostgreSQL on the node.
     *
     * @param address from where its connections to other members come, and where theirs arrive
     * @param version the major version
     */
    public record Server(String address, int version) {}

    public NodeDefinition {
        requireNonNull(name, "name");
        requireNonNull(location, "location");
    }
}
