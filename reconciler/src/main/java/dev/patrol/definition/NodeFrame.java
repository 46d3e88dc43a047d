package dev.patrol.definition;

import dev.patrol.problem.Location;

/**
 * A node while its definition is read.
 *
 * @param own what the definition says of this node only
 * @param settings the same over what it says of the cluster and the fleet
 */
record NodeFrame(NodeName name, Location location, Settings own, Settings settings, String address, Layout layout) {
    String member() {
        return own.text("member").orElse(name.value());
    }

    HostPort rest() {
        return new HostPort(address, settings.port("restapi.port", 8008));
    }

    HostPort postgresql() {
        return new HostPort(address, settings.port("postgresql.port", 5432));
    }
}
