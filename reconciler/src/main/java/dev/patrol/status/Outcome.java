package dev.patrol.status;

import static java.util.Objects.requireNonNull;

import dev.patrol.problem.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How a pass over one cluster ended, and why it did not end better.
 *
 * @param until when what it waits for comes by itself, a maintenance window; empty where it waits for anything else, too
 */
public record Outcome(Kind kind, List<Reason> reasons, Optional<Instant> until) {
    /** The kinds, as in {@code patrol_cluster_status}. */
    public enum Kind {
        /** Nothing to do. */
        IN_SYNC,
        /** Something was done, and now nothing is left to do. */
        CHANGED,
        /** Something is to be done, and all of it is a commit's or a changed secret's doing. */
        OUT_OF_DATE,
        /** Somebody has changed something, or what is left is only reported. */
        DRIFTED,
        /** Something is left to do, and time may help. */
        WAITING,
        /** Something is left to do, and only a person can help. */
        STALLED,
        /** Somebody asked for hands off. */
        PAUSED;

        /** The name in metrics and JSON. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The name in text for people. */
        public String words() {
            return label().replace('_', ' ');
        }
    }

    public Outcome {
        requireNonNull(kind, "kind");
        reasons = List.copyOf(reasons);
        requireNonNull(until, "until");
    }

    public Outcome(Kind kind, List<Reason> reasons) {
        this(kind, reasons, Optional.empty());
    }

    public static Outcome of(Kind kind) {
        return new Outcome(kind, List.of());
    }

    /** The cluster is as Git says. */
    public boolean isSuccess() {
        return kind == Kind.IN_SYNC || kind == Kind.CHANGED;
    }
}
