package dev.patrol.shape;

import static java.util.Objects.requireNonNull;

/**
 * One key that a group may hold.
 *
 * @param presence whether the key must stand there, and whether {@code null} may
 * @param description what it is for, for editors and documents
 */
public record Key(Kind kind, Presence presence, String description) {
    /** What may be said about a key by leaving it out or empty. */
    public enum Presence {
        /** Must stand in every such group. */
        REQUIRED,
        /** May be left out; there is nothing it could inherit. */
        OPTIONAL,
        /** May be left out; {@code null} takes away what is inherited. */
        REMOVABLE
    }

    public Key {
        requireNonNull(kind, "kind");
        requireNonNull(presence, "presence");
        requireNonNull(description, "description");
    }
}
