package dev.patrol.remote;

import java.util.Map;
import java.util.Optional;

/**
 * A cluster's keys in the DCS.
 *
 * @param initialize empty: nobody has begun a bootstrap; present but blank: one is under way, or was killed; else the
 *     system identifier
 * @param leader the member that holds the leader key now
 * @param members each live member's JSON by its name
 */
public record DcsReading(Optional<String> initialize, Optional<String> leader, Map<String, String> members) {
    public DcsReading {
        members = Map.copyOf(members);
    }
}
