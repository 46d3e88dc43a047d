package dev.patrol.authoring;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Optional;

/**
 * What a definition is to say of one node, by dotted key and without what is the default anyway.
 *
 * @param zone the number of its zone, in a cluster that has zones
 * @param own what is the node's alone: its address, its member name
 * @param settings what may stand at a higher level if other nodes agree; a {@link Password} goes to the secrets file
 */
public record AuthoredNode(String name, Optional<Long> zone, Map<String, Object> own, Map<String, Object> settings) {
    public AuthoredNode {
        requireNonNull(name, "name");
        requireNonNull(zone, "zone");
    }
}
