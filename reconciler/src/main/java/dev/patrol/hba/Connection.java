package dev.patrol.hba;

import dev.patrol.address.Network;
import java.util.Optional;

/**
 * One attempt to connect, as pg_hba.conf looks at it. GSSAPI encryption is not used: libpq takes it up only where the
 * client holds a ticket.
 *
 * @param origin where it comes from
 * @param database ignored by physical replication, as by PostgreSQL
 * @param replicates whether it asks for physical replication, which {@code all} does not include
 * @param proof what it can show
 */
public record Connection(Origin origin, String user, Roles roles, String database, boolean replicates, Proof proof) {

    /** Where a connection comes from. */
    public sealed interface Origin permits Socket, Tcp {}

    /**
     * The server's Unix-domain socket.
     *
     * @param systemUser who connects
     */
    public record Socket(Optional<String> systemUser) implements Origin {}

    /**
     * TCP.
     *
     * @param client an address, a network whose every address is meant, or a host name
     * @param network the client's addresses; empty for a host name
     * @param isServer whether the client runs on the server itself
     */
    public record Tcp(String client, Optional<Network> network, boolean isServer, boolean tls) implements Origin {
        public Tcp(String client, boolean isServer, boolean tls) {
            this(client, Network.of(client), isServer, tls);
        }
    }

    /** What a client can show besides its name. */
    public record Proof(boolean password) {}

    public static Connection socket(String user, String database, Optional<String> systemUser) {
        return new Connection(new Socket(systemUser), user, Roles.UNKNOWN, database, false, new Proof(true));
    }

    public static Connection tcp(String user, String database, Tcp origin) {
        return new Connection(origin, user, Roles.UNKNOWN, database, false, new Proof(true));
    }

    /** The same for physical replication. */
    public Connection replicating() {
        return new Connection(origin, user, roles, database, true, proof);
    }

    public Connection with(Roles known) {
        return new Connection(origin, user, known, database, replicates, proof);
    }

    public Connection with(Proof shown) {
        return new Connection(origin, user, roles, database, replicates, shown);
    }

    /** The same, with TLS or without. */
    Connection over(boolean tls) {
        return origin instanceof Tcp tcp
                ? new Connection(
                        new Tcp(tcp.client(), tcp.network(), tcp.isServer(), tls),
                        user,
                        roles,
                        database,
                        replicates,
                        proof)
                : this;
    }
}
