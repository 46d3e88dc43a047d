package dev.patrol.pgedge;

import dev.patrol.problem.Location;
import java.util.Map;

/**
 * What the inventory says of one host of group {@code pgedge}, in words of a definition and without what is the default
 * anyway.
 *
 * @param own by key, what is the host's alone: its address, its member name, where it is reached
 * @param settings by dotted key, what may stand at a higher level if other hosts agree
 */
record ImportedHost(
        String name,
        Location place,
        String cluster,
        long zone,
        Map<String, Object> own,
        Map<String, Object> settings) {}
