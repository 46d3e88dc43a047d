package dev.patrol.daemon;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * When the daemon works.
 *
 * @param jitter each scheduled pass waits a random time up to this, so that many daemons do not ask one Git server at the
 *     same moment
 */
public record DaemonSettings(Schedule schedule, Duration jitter) {
    private static final Duration LONGEST_JITTER = Duration.ofSeconds(5);
    private static final int JITTER_SHARE = 20;

    /** A pass every minute. */
    public static final DaemonSettings DEFAULTS = of(new Schedule.Every(Duration.ofMinutes(1)));

    public DaemonSettings {
        requireNonNull(schedule, "schedule");
        if (jitter.isNegative()) {
            throw new IllegalArgumentException("the jitter must not be negative: " + jitter);
        }
    }

    /** With a jitter that nobody notices. */
    public static DaemonSettings of(Schedule schedule) {
        Duration share =
                schedule instanceof Schedule.Every every ? every.interval().dividedBy(JITTER_SHARE) : LONGEST_JITTER;
        return new DaemonSettings(schedule, share.compareTo(LONGEST_JITTER) < 0 ? share : LONGEST_JITTER);
    }
}
