package dev.patrol.keys;

import static dev.patrol.keys.KeyTable.SHARED;
import static dev.patrol.keys.KeyTable.inList;

import dev.patrol.shape.Choice;
import dev.patrol.shape.Group;
import dev.patrol.shape.Key;
import dev.patrol.shape.Key.Presence;
import dev.patrol.shape.Kind;
import dev.patrol.shape.ListOf;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The keys that say how Patrol treats a cluster; no node ever sees them. {@code language/PolicyReader} reads them. */
public final class PolicyKeys {
    /** Where differences may be; {@code drift} has a key for each. */
    public static final List<String> LAYERS = List.of("file", "dynamic", "effective", "service");

    private static final Kind DRIFT_MODE = Choice.ofWords("enforce", "observe");

    private PolicyKeys() {}

    static void addTo(KeyTable table) {
        table.row("paused", SHARED, Choice.FLAG, "Whether Patrol only looks and changes nothing; false by default");
        drift(table);
        connections(table);
        restarts(table);
        maintenance(table);
    }

    private static void drift(KeyTable table) {
        table.row("drift", SHARED, "What becomes of differences on a cluster that runs");
        table.row(
                "drift.mode",
                SHARED,
                DRIFT_MODE,
                "enforce: Patrol changes them back; observe: Patrol only reports them");
        LAYERS.forEach(layer ->
                table.row("drift." + layer, SHARED, DRIFT_MODE, "The same for the layer '" + layer + "' alone"));
        table.row(
                "drift.ignore", SHARED, new ListOf(Forms.KEY_PATTERN), "Keys that are left to others, in every layer");
    }

    private static void connections(KeyTable table) {
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
                new ListOf(new Group(connection, Map.of())),
                "What must stay able to connect: a change of pg_hba that shuts one out is refused");
    }

    private static void restarts(KeyTable table) {
        table.row("restarts", SHARED, "How members are restarted");
        table.row(
                "restarts.leader",
                SHARED,
                Choice.ofWords("in_place", "switchover"),
                "What is done where a restart of the leader is due; in_place by default");
        table.row(
                "restarts.replicas",
                SHARED,
                Choice.ofWords("any_time", "window"),
                "When replicas restart where there are maintenance windows; window by default");
        table.row(
                "restarts.maximum_lag",
                SHARED,
                Forms.SIZE,
                "How far behind a replica may be when another member restarts; Patrol's settings say by default");
    }

    private static void maintenance(KeyTable table) {
        table.row("maintenance", SHARED, "When members may be restarted; always by default");
        table.row("maintenance.time_zone", SHARED, Forms.TIME_ZONE, "Whose clocks the windows go by; UTC by default");
        table.row("maintenance.allow", SHARED, windows(), "Restarts begin inside these only");
        table.row("maintenance.deny", SHARED, windows(), "No restart begins inside these");
    }

    private static Kind windows() {
        Map<String, Key> window = new LinkedHashMap<>();
        window.put(
                "schedule",
                inList(Forms.ONE_LINE, Presence.REQUIRED, "When it opens: minute hour day-of-month month day-of-week"));
        window.put("duration", inList(Forms.DURATION, Presence.REQUIRED, "How long it stays open, such as 4h"));
        return new ListOf(new Group(window, Map.of()));
    }
}
