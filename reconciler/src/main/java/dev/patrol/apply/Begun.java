package dev.patrol.apply;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * A step after it has asked for what it wants.
 *
 * @param over how it ended; empty while its effect is still to be waited for
 * @param end waits for that
 */
record Begun(Optional<StepEnd> over, Supplier<StepEnd> end) {
    static Begun over(StepEnd end) {
        return new Begun(Optional.of(end), () -> end);
    }

    static Begun waiting(Supplier<StepEnd> end) {
        return new Begun(Optional.empty(), end);
    }
}
