package dev.patrol.render;

import dev.patrol.definition.NodeName;
import dev.patrol.tree.ConfigTree;
import dev.patrol.yaml.Secret;
import java.util.Optional;

/**
 * One node's Patroni file as Git wants it.
 *
 * @param tree its content, with a {@link Secret} where one belongs
 * @param text its exact bytes, secrets included
 * @param maskedText the same for people
 */
public record RenderedConfig(NodeName node, ConfigTree tree, Secret text, String maskedText) {
    static final String HEADER = "# Written by Patrol from Git. Changes made here are reported as drift and undone.\n";

    static RenderedConfig of(NodeName node, ConfigTree tree) {
        String header = HEADER + SecretOrigins.line(tree);
        return new RenderedConfig(node, tree, new Secret(header + tree.yaml()), header + tree.maskedYaml());
    }

    /** The same node's file with another content. */
    public RenderedConfig withTree(ConfigTree other) {
        return of(node, KeyOrder.ofFile(other));
    }

    /** The bytes to put in place: with a tag, by which Patroni will tell that it has read them. */
    public Secret tagged(Optional<String> tag) {
        return tag.isEmpty() ? text : headed(FileTag.with(tree, tag.get()));
    }

    /** The same, with a mark for which Patroni writes PostgreSQL's files anew when it reads it. */
    public Secret marked(String tag) {
        ConfigTree tagged = FileTag.with(tree, tag);
        return headed(RenewalMark.with(tagged, tag));
    }

    // Where secrets stand is told by what Git wants, without Patrol's own marks.
    private Secret headed(ConfigTree content) {
        return new Secret(
                HEADER + SecretOrigins.line(tree) + KeyOrder.ofFile(content).yaml());
    }
}
