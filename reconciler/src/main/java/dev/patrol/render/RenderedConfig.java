package dev.patrol.render;

import dev.patrol.definition.NodeName;
import dev.patrol.yaml.Secret;
import java.util.Map;

/**
 * One node's Patroni file.
 *
 * @param tree its content: maps, lists, scalars, and {@link Secret} where one belongs
 * @param text its exact bytes, secrets included
 * @param maskedText the same for people
 */
public record RenderedConfig(NodeName node, Map<String, Object> tree, Secret text, String maskedText) {}
