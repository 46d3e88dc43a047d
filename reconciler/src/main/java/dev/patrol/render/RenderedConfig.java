package dev.patrol.render;

import dev.patrol.definition.NodeName;
import dev.patrol.yaml.Secret;
import dev.patrol.yaml.YamlWriter;
import java.util.Map;
import java.util.Optional;

/**
 * One node's Patroni file as Git wants it.
 *
 * @param tree its content: maps, lists, scalars, and {@link Secret} where one belongs
 * @param text its exact bytes, secrets included
 * @param maskedText the same for people
 */
public record RenderedConfig(NodeName node, Map<String, Object> tree, Secret text, String maskedText) {
    static final String HEADER = "# Written by Patrol from Git. Changes made here are reported as drift and undone.\n";

    static RenderedConfig of(NodeName node, Map<String, Object> tree) {
        return new RenderedConfig(
                node, tree, new Secret(HEADER + YamlWriter.write(tree)), HEADER + YamlWriter.writeMasked(tree));
    }

    /** The same node's file with another content. */
    public RenderedConfig withTree(Map<String, Object> other) {
        return of(node, KeyOrder.ofFile(other));
    }

    /** The bytes to put in place: with a tag, by which Patroni will tell that it has read them. */
    public Secret tagged(Optional<String> tag) {
        return tag.isEmpty() ? text : new Secret(HEADER + YamlWriter.write(KeyOrder.ofFile(FileTag.with(tree, tag))));
    }

    /** The same, with a mark for which Patroni writes PostgreSQL's files anew when it reads it. */
    public Secret marked(String tag) {
        Map<String, Object> tagged = FileTag.with(tree, Optional.of(tag));
        return new Secret(HEADER + YamlWriter.write(KeyOrder.ofFile(RenewalMark.with(tagged, tag))));
    }
}
