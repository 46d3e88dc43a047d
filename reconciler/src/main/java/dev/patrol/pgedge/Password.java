package dev.patrol.pgedge;

import dev.patrol.problem.Location;
import dev.patrol.yaml.Secret;

/** Where a password of the inventory is to be had from. */
sealed interface Password {
    /** It stands in the inventory, or is the role's default; it goes to the secrets file. */
    record Stored(Secret secret) implements Password {}

    /** The inventory takes it from the environment, and so can Patrol. */
    record InEnvironment(String variable) implements Password {}

    /** Only Ansible could tell; somebody must add it to the secrets file. */
    record Untold(Location place) implements Password {}
}
