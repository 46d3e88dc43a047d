package dev.patrol.render;

import dev.patrol.definition.NodeName;
import dev.patrol.yaml.Secret;
import java.util.Map;
import java.util.Optional;

/** User names and passwords, taken from where Patroni itself reads them: the rendered file. */
public final class Logins {
    private Logins() {}

    /** A user and the password. */
    public record Login(String username, Secret password) {}

    /** For the DCS; every node's file has the same. */
    public static Optional<Login> dcs(RenderedCluster rendered) {
        Map<String, Object> tree = rendered.nodes().values().iterator().next().tree();
        return login(tree.get("etcd3")).or(() -> login(tree.get("etcd")));
    }

    /** For the changing calls of a member's REST API. */
    public static Optional<Login> rest(NodeName node, RenderedCluster rendered) {
        return rendered.node(node).tree().get("restapi") instanceof Map<?, ?> restapi
                ? login(restapi.get("authentication"))
                : Optional.empty();
    }

    private static Optional<Login> login(Object section) {
        return section instanceof Map<?, ?> map && map.get("password") instanceof Secret password
                ? Optional.of(new Login(String.valueOf(map.get("username")), password))
                : Optional.empty();
    }
}
