package dev.patrol.pgedge;

import dev.patrol.problem.Location;
import java.util.Map;

/**
 * What the inventory says of one host of group {@code pgedge}, in words of a definition and without what is the default
 * anyway.
 *
 * @param dataDir where PostgreSQL's data are, whether that is the default or not
 * @param own by key, what is the host's alone: its address, its member name, where it is reached
 * @param settings by dotted key, what may stand at a higher level if other hosts agree
 */
record ImportedHost(
        String name,
        Location place,
        String cluster,
        long zone,
        String dataDir,
        Map<String, Object> own,
        Map<String, Object> settings) {
    ImportedHost with(Map<String, Object> others) {
        return new ImportedHost(name, place, cluster, zone, dataDir, own, others);
    }
}
