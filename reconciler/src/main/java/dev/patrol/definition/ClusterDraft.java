package dev.patrol.definition;

import dev.patrol.problem.Location;
import dev.patrol.problem.Problems;
import java.util.Optional;

/**
 * What came of reading one cluster's file.
 *
 * @param isNamed whether the file says the name; it is taken from the file's path otherwise
 * @param frame present where layout, version and at least one node could be read
 * @param definition present with the frame; only good when there are no errors
 */
record ClusterDraft(
        ClusterName name,
        boolean isNamed,
        Location location,
        Optional<ClusterFrame> frame,
        Optional<ClusterDefinition> definition,
        Problems problems) {}
