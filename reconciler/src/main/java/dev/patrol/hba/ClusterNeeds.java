package dev.patrol.hba;

import dev.patrol.definition.ClusterDefinition;
import dev.patrol.definition.Layout;
import dev.patrol.definition.NodeDefinition;
import dev.patrol.definition.NodeName;
import dev.patrol.definition.RequiredConnection;
import dev.patrol.hba.Connection.Proof;
import dev.patrol.hba.Connection.Tcp;
import dev.patrol.problem.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Which connections to one member a cluster cannot do without.
 *
 * <ol>
 *   <li>Patroni's own, as superuser; its REST API is ill without it, and after a restart Patroni can do nothing more.
 *   <li>Patroni's look at the timeline, by replication from the machine itself.
 *   <li>Replication from every other member, since any of them may lead.
 *   <li>pg_rewind from every other member, where it is used.
 *   <li>What the definition asks for.
 * </ol>
 */
record ClusterNeeds(ClusterDefinition cluster, Function<NodeName, MemberConfig> configs) {
    private static final Set<String> IPV4_LOOPBACK = Set.of("*", "0.0.0.0", "127.0.0.1", "localhost");
    private static final Set<String> IPV6_LOOPBACK = Set.of("*", "::", "::1", "localhost");
    private static final String POSTGRES = "postgres";

    List<Need> of(NodeDefinition server) {
        MemberConfig config = configs.apply(server.name());
        List<Need> needs = new ArrayList<>();
        needs.add(superuser(config));
        name(config, "replication").ifPresent(role -> {
            Login login = new Login(role, "replication");
            needs.add(new Need(
                    Purpose.PATRONI_REPLICATION.with("role", role),
                    own(config, login, "use_unix_socket_repl").stream()
                            .map(Connection::replicating)
                            .toList(),
                    ssl(config, login),
                    Optional.empty()));
            others(server).forEach(client -> needs.add(replication(client, login)));
        });
        if (config.isSet("use_pg_rewind")) {
            others(server).forEach(client -> needs.add(rewind(client)));
        }
        cluster.policy().connections().forEach(connection -> needs.add(declared(connection)));
        return needs;
    }

    /** A role, and the section of {@code postgresql.authentication} that it is from. */
    private record Login(String role, String section) {}

    private List<NodeDefinition> others(NodeDefinition server) {
        return cluster.nodes().stream()
                .filter(node -> !node.name().equals(server.name()))
                .toList();
    }

    private static Need superuser(MemberConfig config) {
        Login login = new Login(name(config, "superuser").orElse(POSTGRES), "superuser");
        return new Need(
                Purpose.PATRONI.with("role", login.role()),
                own(config, login, "use_unix_socket"),
                ssl(config, login),
                Optional.empty());
    }

    private Need replication(NodeDefinition client, Login login) {
        MemberConfig config = configs.apply(client.name());
        Connection way =
                from(client, login.role(), POSTGRES).with(proof(config, login)).replicating();
        return new Need(Purpose.REPLICATION.with("role", login.role(), "node", client.name()), way, ssl(config, login));
    }

    private Need rewind(NodeDefinition client) {
        MemberConfig config = configs.apply(client.name());
        String section = name(config, "rewind").isPresent() ? "rewind" : "superuser";
        Login login = new Login(name(config, section).orElse(POSTGRES), section);
        Connection way = from(client, login.role(), database(config)).with(proof(config, login));
        return new Need(Purpose.REWIND.with("role", login.role(), "node", client.name()), way, ssl(config, login));
    }

    private static Need declared(RequiredConnection wanted) {
        boolean replicates = wanted.database().equals("replication");
        Connection plain = wanted.address()
                .map(address -> Connection.tcp(wanted.user(), wanted.database(), new Tcp(address, false, false)))
                .orElseGet(() -> Connection.socket(wanted.user(), wanted.database(), Optional.empty()));
        return new Need(
                Reason.said(wanted.words()),
                List.of(replicates ? plain.replicating() : plain),
                wanted.ssl().map(tls -> tls ? SslMode.REQUIRE : SslMode.DISABLE).orElse(SslMode.PREFER),
                Optional.of(wanted.location()));
    }

    /** How Patroni connects to its own server ({@code resolve_connection_addresses}). */
    private static List<Connection> own(MemberConfig config, Login login, String socketKey) {
        Proof proof = proof(config, login);
        boolean hasSocket = config.parameter("unix_socket_directories")
                .map(folders -> String.valueOf(folders).matches("(.*,)?\\s*/.*"))
                .orElse(true);
        if (config.isSet(socketKey) && hasSocket) {
            return List.of(Connection.socket(login.role(), database(config), Optional.of(Layout.OWNER))
                    .with(proof));
        }
        return loopbacks(config.listen()).stream()
                .map(client -> Connection.tcp(login.role(), database(config), new Tcp(client, true, false))
                        .with(proof))
                .toList();
    }

    // Patroni says 'localhost' where it can, and libpq stays with the first of its addresses that is listened on: which
    // one of them that is depends on the machine.
    private static List<String> loopbacks(List<String> listen) {
        boolean isLocalhost = listen.stream().anyMatch(IPV4_LOOPBACK::contains);
        boolean isIpv6 = listen.stream().anyMatch(IPV6_LOOPBACK::contains);
        if (isLocalhost) {
            return isIpv6 ? List.of("127.0.0.1", "::1") : List.of("127.0.0.1");
        }
        return List.of(listen.get(0).equals("::") ? "::1" : listen.get(0));
    }

    private static Connection from(NodeDefinition client, String role, String database) {
        return Connection.tcp(role, database, new Tcp(client.server().address(), false, false));
    }

    private static Optional<String> name(MemberConfig config, String section) {
        return config.login(section, "username").map(String::valueOf);
    }

    private static String database(MemberConfig config) {
        return config.postgresql("database").map(String::valueOf).orElse(POSTGRES);
    }

    private static Proof proof(MemberConfig config, Login login) {
        return new Proof(config.login(login.section(), "password").isPresent());
    }

    private static SslMode ssl(MemberConfig config, Login login) {
        return SslMode.of(config.login(login.section(), "sslmode").map(String::valueOf));
    }
}
