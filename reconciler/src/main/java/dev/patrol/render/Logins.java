package dev.patrol.render;

import dev.patrol.definition.Login;
import dev.patrol.tree.ConfigTree;
import dev.patrol.yaml.Secret;
import java.util.Optional;

/** User names and passwords, taken from where Patroni itself reads them: its file. */
public final class Logins {
    private Logins() {}

    /** For the DCS; every node's file has the same. */
    public static Optional<Login> dcs(WantedCluster rendered) {
        ConfigTree tree = rendered.nodes().values().iterator().next().tree();
        return login(tree.tree("etcd3")).or(() -> login(tree.tree("etcd")));
    }

    /** For the changing calls of a member's REST API. */
    public static Optional<Login> rest(ConfigTree file) {
        return login(file.tree("restapi", "authentication"));
    }

    // In a file that was read from a node the password is plain text.
    private static Optional<Login> login(ConfigTree section) {
        return section.text("password")
                .map(password -> new Login(section.text("username").orElse(""), new Secret(password)));
    }
}
