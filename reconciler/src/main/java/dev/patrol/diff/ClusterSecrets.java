package dev.patrol.diff;

import dev.patrol.observe.ClusterObservation;
import dev.patrol.observe.FileSeen;
import dev.patrol.observe.NodeSeen;
import dev.patrol.render.RenderedConfig;
import dev.patrol.render.WantedCluster;
import dev.patrol.tree.ConfigTree;
import dev.patrol.tree.Secrets;
import java.util.Optional;
import java.util.stream.Stream;

/** Every secret of a cluster that is known: those that Git refers to, and those in the files that were seen. */
final class ClusterSecrets {
    private ClusterSecrets() {}

    static Secrets of(WantedCluster rendered, ClusterObservation observation) {
        Stream<ConfigTree> files = rendered.nodes().values().stream().map(RenderedConfig::tree);
        Secrets secrets = Secrets.of(Stream.concat(Stream.of(rendered.dynamic()), files));
        for (NodeSeen node : observation.allSeen()) {
            Optional<ConfigTree> tree = node.file().flatMap(FileSeen::tree);
            if (tree.isPresent()) {
                secrets = secrets.and(tree.get(), node.file().get().secretPaths());
            }
        }
        return secrets;
    }

    /** The same for what stands on one node, whose file may say where secrets are. */
    static Secrets on(NodeSeen node, Secrets known) {
        return node.file().map(file -> known.at(file.secretPaths())).orElse(known);
    }
}
