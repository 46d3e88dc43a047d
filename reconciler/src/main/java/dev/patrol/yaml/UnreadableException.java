package dev.patrol.yaml;

import dev.patrol.problem.Location;

/** Reading cannot go on from here; never leaves this package. */
final class UnreadableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Location location;

    UnreadableException(Location location, String message) {
        super(message);
        this.location = location;
    }

    Location location() {
        return location;
    }
}
