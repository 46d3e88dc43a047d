package dev.patrol.rules;

import dev.patrol.definition.ClusterDefinition;
import dev.patrol.definition.ClusterName;
import dev.patrol.layout.ClusterFrame;
import dev.patrol.presets.Trees;
import dev.patrol.problem.Location;
import dev.patrol.problem.Problems;
import dev.patrol.yaml.YamlMap;
import java.util.Optional;

/**
 * What came of reading one cluster.
 *
 * @param isNamed whether the file says the name; it is taken from the file's path otherwise
 * @param content present where layout, version and at least one node could be read
 */
public record ClusterDraft(
        ClusterName name, boolean isNamed, Location location, Optional<Content> content, Problems problems) {
    /**
     * What could be made of it.
     *
     * @param definition only good when there are no errors
     * @param fleetFile all that stands in {@code fleet.yaml}
     * @param clusterFile all that stands in the cluster's own file
     */
    public record Content(
            ClusterFrame frame, ClusterDefinition definition, Trees trees, YamlMap fleetFile, YamlMap clusterFile) {}

    Optional<ClusterFrame> frame() {
        return content.map(Content::frame);
    }

    public Optional<ClusterDefinition> definition() {
        return content.map(Content::definition);
    }
}
