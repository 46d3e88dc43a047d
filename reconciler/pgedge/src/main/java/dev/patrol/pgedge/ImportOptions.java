package dev.patrol.pgedge;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * What an inventory does not say.
 *
 * @param generation which generation of the role built the clusters
 * @param platform of hosts that the inventory names none for
 */
public record ImportOptions(Generation generation, Optional<Platform> platform) {
    public ImportOptions {
        requireNonNull(generation, "generation");
        requireNonNull(platform, "platform");
    }
}
