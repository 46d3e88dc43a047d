package dev.patrol.language;

import dev.patrol.definition.ClusterDefinition;
import dev.patrol.definition.ClusterName;
import dev.patrol.problem.Location;
import dev.patrol.problem.Problems;
import java.util.Optional;

/**
 * What came of reading one cluster.
 *
 * @param isNamed whether the file says the name; it is taken from the file's path otherwise
 * @param content present where layout, version and at least one node could be read
 */
record ClusterDraft(
        ClusterName name, boolean isNamed, Location location, Optional<Content> content, Problems problems) {
    /** @param definition only good when there are no errors */
    record Content(ClusterFrame frame, ClusterDefinition definition, Explainer.Trees trees) {}

    Optional<ClusterFrame> frame() {
        return content.map(Content::frame);
    }

    Optional<ClusterDefinition> definition() {
        return content.map(Content::definition);
    }
}
