package dev.patrol.safety;

import dev.patrol.problem.Reason;
import java.time.Instant;
import java.util.Optional;

/**
 * Why something may not begin.
 *
 * @param passes whether time may end it; else only a person can
 * @param until when it ends by itself, where that is known
 */
public record Block(Reason why, boolean passes, Optional<Instant> until) {
    static Block passing(Reason why) {
        return new Block(why, true, Optional.empty());
    }

    static Block lasting(Reason why) {
        return new Block(why, false, Optional.empty());
    }
}
