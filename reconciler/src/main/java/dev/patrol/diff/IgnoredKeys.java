package dev.patrol.diff;

import dev.patrol.definition.DriftPolicy;
import dev.patrol.definition.NodeName;
import dev.patrol.observe.ClusterObservation;
import dev.patrol.observe.FileSeen;
import dev.patrol.observe.NodeSeen;
import dev.patrol.render.FileTag;
import dev.patrol.render.RenderedConfig;
import dev.patrol.render.RenewalMark;
import dev.patrol.render.WantedCluster;
import dev.patrol.tree.ConfigTree;
import dev.patrol.tree.KeyPath;
import dev.patrol.tree.Secrets;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Keys that Git leaves to others. What is wanted there is what is there: so they differ nowhere, and a file that is written
 * for another key keeps them.
 */
public final class IgnoredKeys {
    private final DriftPolicy policy;
    private final Secrets secrets;

    private IgnoredKeys(DriftPolicy policy, Secrets secrets) {
        this.policy = policy;
        this.secrets = secrets;
    }

    /** What is wanted, with the ignored keys as they were seen. */
    public static WantedCluster keep(WantedCluster wanted, ClusterObservation seen, DriftPolicy policy) {
        if (policy.ignored().isEmpty()) {
            return wanted;
        }
        IgnoredKeys keys = new IgnoredKeys(policy, ClusterSecrets.of(wanted, seen));
        SortedMap<NodeName, RenderedConfig> nodes = new TreeMap<>();
        wanted.nodes()
                .forEach((name, config) -> nodes.put(
                        name,
                        seen.seen(name)
                                .flatMap(NodeSeen::file)
                                .flatMap(FileSeen::tree)
                                .map(tree -> config.withTree(keys.merged(
                                        KeyPath.TOP, config.tree(), RenewalMark.without(FileTag.without(tree)))))
                                .orElse(config)));
        ConfigTree dynamic = seen.dynamic()
                .map(found -> keys.merged(KeyPath.TOP, wanted.dynamic(), found))
                .orElse(wanted.dynamic());
        return new WantedCluster(dynamic, nodes);
    }

    private ConfigTree merged(KeyPath above, ConfigTree wanted, ConfigTree seen) {
        Set<String> names = new LinkedHashSet<>(wanted.names());
        names.addAll(seen.names());
        ConfigTree merged = ConfigTree.EMPTY;
        for (String name : names) {
            Optional<Object> value = value(above.below(name), wanted, seen);
            merged = value.isPresent() ? merged.with(KeyPath.of(name), value.get()) : merged;
        }
        return merged;
    }

    private Optional<Object> value(KeyPath path, ConfigTree wanted, ConfigTree seen) {
        String name = path.last();
        if (policy.ignores(path)) {
            return seen.get(name).map(value -> secrets.guard(path, value));
        }
        Optional<Object> value = wanted.get(name);
        if (value.filter(found -> !(found instanceof ConfigTree)).isPresent()) {
            return value;
        }
        ConfigTree below = merged(path, wanted.tree(name), seen.tree(name));
        return value.isPresent() || !below.isEmpty() ? Optional.of(below) : Optional.empty();
    }
}
