package dev.patrol.diff;

import dev.patrol.definition.DriftPolicy;
import dev.patrol.definition.NodeName;
import dev.patrol.observe.ClusterObservation;
import dev.patrol.observe.FileSeen;
import dev.patrol.observe.NodeSeen;
import dev.patrol.render.FileTag;
import dev.patrol.render.RenderedCluster;
import dev.patrol.render.RenderedConfig;
import dev.patrol.render.RenewalMark;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Keys that Git leaves to others. What is wanted there is what is there: so they differ nowhere, and a file that is written
 * for another key keeps them.
 */
public final class IgnoredKeys {
    private final DriftPolicy policy;

    private IgnoredKeys(DriftPolicy policy) {
        this.policy = policy;
    }

    /** What is wanted, with the ignored keys as they were seen. */
    public static RenderedCluster keep(RenderedCluster wanted, ClusterObservation seen, DriftPolicy policy) {
        if (policy.ignored().isEmpty()) {
            return wanted;
        }
        IgnoredKeys keys = new IgnoredKeys(policy);
        SortedMap<NodeName, RenderedConfig> nodes = new TreeMap<>();
        wanted.nodes()
                .forEach((name, config) -> nodes.put(
                        name,
                        seen.seen(name)
                                .flatMap(NodeSeen::file)
                                .flatMap(FileSeen::tree)
                                .map(tree -> config.withTree(keys.merged(
                                        List.of(), config.tree(), RenewalMark.without(FileTag.without(tree)))))
                                .orElse(config)));
        Map<String, Object> dynamic = seen.dynamic()
                .map(found -> keys.merged(List.of(), wanted.dynamic(), found))
                .orElse(wanted.dynamic());
        return new RenderedCluster(dynamic, nodes);
    }

    private Map<String, Object> merged(List<String> above, Map<?, ?> wanted, Map<?, ?> seen) {
        Set<String> names = new LinkedHashSet<>();
        wanted.keySet().forEach(key -> names.add(String.valueOf(key)));
        seen.keySet().forEach(key -> names.add(String.valueOf(key)));
        Map<String, Object> merged = new LinkedHashMap<>();
        for (String name : names) {
            List<String> path = new ArrayList<>(above);
            path.add(name);
            if (policy.ignores(path)) {
                Optional.ofNullable(seen.get(name)).ifPresent(value -> merged.put(name, SecretKeys.guard(path, value)));
            } else if (wanted.get(name) instanceof Map<?, ?> below) {
                merged.put(name, merged(path, below, asMap(seen.get(name))));
            } else if (wanted.containsKey(name)) {
                merged.put(name, wanted.get(name));
            } else if (seen.get(name) instanceof Map<?, ?> below) {
                Map<String, Object> kept = merged(path, Map.of(), below);
                if (!kept.isEmpty()) {
                    merged.put(name, kept);
                }
            }
        }
        return merged;
    }

    private static Map<?, ?> asMap(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }
}
