package dev.patrol.definition;

import static java.util.Objects.requireNonNull;

import dev.patrol.problem.Location;
import java.util.Optional;

/**
 * A connection that must stay possible whatever becomes of pg_hba, to whichever member leads.
 *
 * @param location where the definition asks for it
 * @param database {@code replication} stands for physical replication, as in pg_hba
 * @param address an address, a network or a host name; empty: through the socket of the server itself
 * @param ssl whether it uses TLS; empty: with TLS or without
 */
public record RequiredConnection(
        Location location, String user, String database, Optional<String> address, Optional<Boolean> ssl) {
    public RequiredConnection {
        requireNonNull(location, "location");
        requireNonNull(user, "user");
        requireNonNull(database, "database");
    }

    /** {@code 'app' to database 'orders' from 10.0.0.0/8}. */
    public String words() {
        return "'" + user + "' to "
                + (database.equals("replication") ? "replication" : "database '" + database + "'")
                + address.map(client -> " from " + client).orElse(" through the socket")
                + ssl.map(tls -> tls ? " with TLS" : " without TLS").orElse("");
    }
}
