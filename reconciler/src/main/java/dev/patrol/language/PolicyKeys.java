package dev.patrol.language;

import static dev.patrol.language.KeyTable.SHARED;

import dev.patrol.shape.Choice;

/** The keys that say how Patrol treats a cluster; no node ever sees them. {@link PolicyReader} reads them. */
final class PolicyKeys {
    private PolicyKeys() {}

    static void addTo(KeyTable table) {
        table.row("paused", SHARED, Choice.FLAG, "Whether Patrol only looks and changes nothing; false by default");
    }
}
