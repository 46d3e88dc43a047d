package dev.patrol.render;

import dev.patrol.definition.Login;
import dev.patrol.yaml.Secret;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** User names and passwords, taken from where Patroni itself reads them: its file. */
public final class Logins {
    private Logins() {}

    /** For the DCS; every node's file has the same. */
    public static Optional<Login> dcs(RenderedCluster rendered) {
        Map<String, Object> tree = rendered.nodes().values().iterator().next().tree();
        return login(tree.get("etcd3")).or(() -> login(tree.get("etcd")));
    }

    /** For the changing calls of a member's REST API. */
    public static Optional<Login> rest(Map<String, Object> file) {
        return file.get("restapi") instanceof Map<?, ?> restapi
                ? login(restapi.get("authentication"))
                : Optional.empty();
    }

    private static Optional<Login> login(@Nullable Object section) {
        return section instanceof Map<?, ?> map && map.get("password") != null
                ? Optional.of(new Login(String.valueOf(map.get("username")), secret(map.get("password"))))
                : Optional.empty();
    }

    // In a file that was read from a node it is plain text.
    private static Secret secret(Object password) {
        return password instanceof Secret known ? known : new Secret(String.valueOf(password));
    }
}
