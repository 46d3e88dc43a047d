package dev.patrol.language;

import static dev.patrol.language.KeyTable.SHARED;
import static dev.patrol.language.KeyTable.inList;

import dev.patrol.shape.Choice;
import dev.patrol.shape.Group;
import dev.patrol.shape.Items;
import dev.patrol.shape.Key;
import dev.patrol.shape.Key.Presence;
import java.util.LinkedHashMap;
import java.util.Map;

/** The keys that say how Patrol treats a cluster; no node ever sees them. {@link PolicyReader} reads them. */
final class PolicyKeys {
    private PolicyKeys() {}

    static void addTo(KeyTable table) {
        Map<String, Key> connection = new LinkedHashMap<>();
        connection.put("user", inList(Forms.ROLE, Presence.REQUIRED, "The role"));
        connection.put(
                "database",
                inList(Forms.DATABASE, Presence.REQUIRED, "The database; replication: physical replication"));
        connection.put(
                "address",
                inList(
                        Forms.NETWORK,
                        Presence.OPTIONAL,
                        "The client: an address, a network, a name; none: the socket"));
        connection.put("ssl", inList(Choice.FLAG, Presence.OPTIONAL, "With TLS, or without; either by default"));
        table.row(
                "connections",
                SHARED,
                new Items(new Group(connection, Map.of())),
                "What must stay able to connect: a change of pg_hba that shuts one out is refused");
        table.row("paused", SHARED, Choice.FLAG, "Whether Patrol only looks and changes nothing; false by default");
    }
}
