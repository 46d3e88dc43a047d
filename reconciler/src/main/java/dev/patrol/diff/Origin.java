package dev.patrol.diff;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Whose doing a difference is: what was touched so that something differs, as far as that can be told.
 *
 * @param place where, for people: a file with its line, a unit
 * @param since when that place last changed: the difference is at least as old
 */
public record Origin(Kind kind, String place, Optional<Instant> since) {
    public static final Origin NONE = new Origin(Kind.UNKNOWN, "", Optional.empty());

    /** By what it was set. */
    public enum Kind {
        UNKNOWN,
        /** Nobody touched anything: a commit wants it otherwise than the one before. */
        COMMIT,
        /** Nobody touched anything: a secret changed where it is kept. */
        SECRET,
        /** Patroni's file on the node. */
        PATRONI_FILE,
        /** {@code patronictl edit-config}, or {@code PATCH /config}. */
        DCS,
        /** {@code ALTER SYSTEM}, which beats every other file. */
        ALTER_SYSTEM,
        /** A file that Patroni writes and somebody else has changed: {@code postgresql.conf}, {@code pg_hba.conf}. */
        SERVER_FILE,
        /** A file is right, and whoever should have read it has not. */
        NOT_LOADED,
        /** The server takes the value only with a restart, or has refused it. */
        SERVER,
        /** An environment variable of Patroni's process. */
        ENVIRONMENT,
        SYSTEMD;

        /** The name in JSON. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Origin {
        requireNonNull(kind, "kind");
    }

    /** Whether somebody has made it so, on the node or in the DCS. */
    public boolean isDrift() {
        return switch (kind) {
            case PATRONI_FILE, DCS, ALTER_SYSTEM, SERVER_FILE, ENVIRONMENT, SYSTEMD -> true;
            case UNKNOWN, COMMIT, SECRET, NOT_LOADED, SERVER -> false;
        };
    }

    static Origin of(Kind kind, String place) {
        return new Origin(kind, place, Optional.empty());
    }

    static Origin of(Kind kind, String place, Optional<Instant> since) {
        return new Origin(kind, place, since);
    }
}
