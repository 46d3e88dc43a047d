package dev.patrol.apply;

import dev.patrol.plan.Step;
import dev.patrol.problem.Reason;
import java.time.Duration;
import java.util.Locale;

/** What became of a step. The detail says why. */
public record StepResult(Step step, Kind kind, Reason detail, Duration took) {
    /** How a step ends. */
    public enum Kind {
        DONE,
        /** It turned out that there was nothing to do. */
        NOT_NEEDED,
        /** Begun, and not seen to succeed. */
        FAILED,
        /**
         * An earlier step was not done, its maintenance window has closed, the cluster is not fit for it now, the
         * plan turned out to be out of date, or Patrol was told to stop.
         */
        NOT_DONE;

        /** The name in metrics and JSON. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
