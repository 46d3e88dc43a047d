package dev.patrol.apply;

import java.time.Duration;

/**
 * How long to wait for what. When a limit passes, the step has failed and the plan ends there.
 *
 * @param start until a member that was started is primary, or streams
 * @param restart until {@code patronictl restart} is ended; a shutdown checkpoint and a start lie in it
 * @param health until a cluster is healthy again after a step
 * @param poll between two looks
 */
public record Limits(Duration start, Duration restart, Duration health, Duration poll) {
    public static final Limits DEFAULT =
            new Limits(Duration.ofMinutes(5), Duration.ofMinutes(5), Duration.ofMinutes(2), Duration.ofMillis(500));
}
