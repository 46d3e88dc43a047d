package dev.patrol.authoring;

import dev.patrol.problem.Location;
import dev.patrol.yaml.Secret;

/** Where a password is to be had from. */
public sealed interface Password {
    /** It is known, and goes to the secrets file. */
    record Stored(Secret secret) implements Password {}

    /** It comes from the environment. */
    record InEnvironment(String variable) implements Password {}

    /** Nothing here can tell; somebody must add it to the secrets file. */
    record Untold(Location place) implements Password {}
}
