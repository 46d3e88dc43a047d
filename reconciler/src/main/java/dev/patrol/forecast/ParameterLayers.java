package dev.patrol.forecast;

import dev.patrol.definition.NodeName;
import dev.patrol.observe.ClusterObservation;
import dev.patrol.observe.FileSeen;
import dev.patrol.observe.NodeSeen;
import dev.patrol.parameters.PatroniParameters;
import dev.patrol.parameters.ServerParameters;
import dev.patrol.render.WantedCluster;
import dev.patrol.yaml.Secret;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which value of a parameter Patroni gives to a member's server: the file's over the dynamic configuration's, but for
 * those that it takes from the latter only (config.py {@code _build_effective_configuration}).
 */
final class ParameterLayers {
    private final SortedMap<String, Object> dynamic;
    private final SortedMap<NodeName, SortedMap<String, Object>> files;

    private ParameterLayers(SortedMap<String, Object> dynamic, SortedMap<NodeName, SortedMap<String, Object>> files) {
        this.dynamic = dynamic;
        this.files = files;
    }

    static ParameterLayers wanted(WantedCluster rendered) {
        SortedMap<NodeName, SortedMap<String, Object>> files = new TreeMap<>();
        rendered.nodes().forEach((node, config) -> files.put(node, ServerParameters.in(config.tree())));
        return new ParameterLayers(ServerParameters.in(rendered.dynamic()), files);
    }

    static ParameterLayers seen(ClusterObservation seen) {
        SortedMap<NodeName, SortedMap<String, Object>> files = new TreeMap<>();
        seen.nodes()
                .keySet()
                .forEach(node -> files.put(
                        node,
                        seen.seen(node)
                                .flatMap(NodeSeen::file)
                                .flatMap(FileSeen::tree)
                                .map(ServerParameters::in)
                                .orElseGet(Collections::emptySortedMap)));
        return new ParameterLayers(
                seen.dynamic().map(ServerParameters::in).orElseGet(Collections::emptySortedMap), files);
    }

    /** The value that the node's server gets; empty where neither layer has one and Patroni has no default of its own. */
    Optional<Object> effective(NodeName node, String name) {
        return own(node, name).or(() -> find(dynamic, name)).or(() -> PatroniParameters.fallback(name));
    }

    /** The value that the node's file has and Patroni heeds. */
    Optional<Object> own(NodeName node, String name) {
        return PatroniParameters.isDynamicOnly(name)
                ? Optional.empty()
                : Optional.ofNullable(files.get(node)).flatMap(file -> find(file, name));
    }

    Iterable<NodeName> nodes() {
        return files.keySet();
    }

    private static Optional<Object> find(SortedMap<String, Object> parameters, String name) {
        return Optional.ofNullable(parameters.get(name)).map(Secret::plain);
    }
}
