package dev.patrol.definition;

import static java.util.Objects.requireNonNull;

import java.util.OptionalLong;

/**
 * How members are restarted.
 *
 * @param maximumLag bytes of WAL that a replica may be behind when another member is disrupted; empty: what Patrol's
 *     settings say
 */
public record RestartPolicy(Leader leader, Replicas replicas, OptionalLong maximumLag) {
    /** What is done where a restart of the leader is due. */
    public enum Leader {
        /** PostgreSQL restarts and the member goes on leading. */
        IN_PLACE,
        /** Another member, which has restarted before, takes over; the old leader comes back as its replica. */
        SWITCHOVER
    }

    /** When replicas restart, where there are maintenance windows. */
    public enum Replicas {
        ANY_TIME,
        /** Inside the windows, as the leader. */
        WINDOW
    }

    public static final RestartPolicy DEFAULT =
            new RestartPolicy(Leader.IN_PLACE, Replicas.WINDOW, OptionalLong.empty());

    public RestartPolicy {
        requireNonNull(leader, "leader");
        requireNonNull(replicas, "replicas");
        requireNonNull(maximumLag, "maximumLag");
    }
}
