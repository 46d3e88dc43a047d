package dev.patrol.render;

import dev.patrol.definition.ClusterDefinition;
import dev.patrol.definition.NodeDefinition;
import dev.patrol.definition.NodeName;
import dev.patrol.hba.SecretLine;
import dev.patrol.problem.Problems;
import dev.patrol.secrets.SecretLookup;
import dev.patrol.secrets.SecretReference;
import dev.patrol.tree.ConfigTree;
import dev.patrol.tree.KeyPath;
import dev.patrol.tree.Secrets;
import java.util.SortedMap;
import java.util.TreeMap;

/** Renders a definition: the same definition and secrets give the same bytes, whatever order anything stood in. */
public final class ConfigRenderer {
    private final ConfigTree dynamic;
    private final SecretLookup secrets;
    private final Problems problems;

    private ConfigRenderer(ConfigTree dynamic, SecretLookup secrets, Problems problems) {
        this.dynamic = dynamic;
        this.secrets = secrets;
        this.problems = problems;
    }

    /** A secret that cannot be had is a problem and leaves an empty text: look at the problems before using the files. */
    public static WantedCluster render(ClusterDefinition cluster, SecretLookup secrets, Problems problems) {
        ConfigTree dynamic = KeyOrder.ofDynamic(cluster.dynamic().mapLeaves(ConfigRenderer::guarded));
        ConfigRenderer renderer = new ConfigRenderer(dynamic, secrets, problems);
        SortedMap<NodeName, RenderedConfig> nodes = new TreeMap<>();
        cluster.nodes().forEach(node -> nodes.put(node.name(), renderer.config(node)));
        return new WantedCluster(dynamic, nodes);
    }

    private RenderedConfig config(NodeDefinition node) {
        ConfigTree file = node.local().mapLeaves(this::resolved);
        // Patroni dies of a bootstrap section without dcs. A definition that took the section away wants a node that
        // never starts a cluster.
        boolean mayStart =
                file.get("bootstrap").filter(ConfigTree.class::isInstance).isPresent();
        return RenderedConfig.of(node.name(), KeyOrder.ofFile(mayStart ? file.with(KeyPath.SEED, dynamic) : file));
    }

    private Object resolved(KeyPath path, Object leaf) {
        if (leaf instanceof SecretReference reference) {
            return secrets.resolve(reference, problems);
        }
        return leaf instanceof SecretLine line ? line.resolve(secrets, problems) : guarded(path, leaf);
    }

    // A command with a password in it, say, which validation has warned of.
    private static Object guarded(KeyPath path, Object leaf) {
        return leaf instanceof String ? Secrets.NONE.guard(path, leaf) : leaf;
    }
}
