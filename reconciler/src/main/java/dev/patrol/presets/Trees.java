package dev.patrol.presets;

import dev.patrol.definition.NodeName;
import dev.patrol.yaml.YamlMap;
import java.util.SortedMap;

/**
 * What Patroni is to be told of a cluster, with the place of every value; raw keys included.
 *
 * @param dynamic the configuration in the DCS
 * @param local each node's file, without what is in the DCS
 */
public record Trees(YamlMap dynamic, SortedMap<NodeName, YamlMap> local) {}
