package dev.patrol.plan;

import static java.util.Objects.requireNonNull;

/** Why a cluster cannot be brought to what Git says right now. */
public record Obstacle(Kind kind, String reason) {
    /** Who can remove it. */
    public enum Kind {
        /** Somebody has asked for hands off. */
        PAUSED,
        /** Time may: a node that does not answer, a replica that lags. */
        WAITING,
        /** Only a person: in Git or on the nodes. */
        STALLED
    }

    public Obstacle {
        requireNonNull(kind, "kind");
        requireNonNull(reason, "reason");
    }
}
