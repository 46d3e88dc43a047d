package dev.patrol.plan;

import static java.util.Objects.requireNonNull;

import dev.patrol.problem.Reason;
import dev.patrol.safety.Block;
import java.time.Instant;
import java.util.Optional;

/**
 * Why a cluster cannot be brought to what Git says right now.
 *
 * @param until when it goes away by itself, where that is known
 */
public record Obstacle(Kind kind, Reason reason, Optional<Instant> until) {
    /** Who can remove it. */
    public enum Kind {
        /** Nobody needs to: the definition asks for a report only, or what differs is not Patrol's to enforce. */
        REPORTED,
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
        requireNonNull(until, "until");
    }

    public Obstacle(Kind kind, Reason reason) {
        this(kind, reason, Optional.empty());
    }

    static Obstacle of(Block block) {
        return new Obstacle(block.passes() ? Kind.WAITING : Kind.STALLED, block.why(), block.until());
    }

    /** What a block means for the plan, depending on whether it passes. */
    static Obstacle of(Block block, ObstacleCause passing, ObstacleCause lasting) {
        Reason reason = (block.passes() ? passing : lasting).with("why", block.why());
        return new Obstacle(block.passes() ? Kind.WAITING : Kind.STALLED, reason, block.until());
    }
}
