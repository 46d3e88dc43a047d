package dev.patrol.render;

import dev.patrol.definition.ClusterDefinition;
import dev.patrol.definition.NodeDefinition;
import dev.patrol.definition.NodeName;
import dev.patrol.problem.Problems;
import dev.patrol.secrets.SecretLookup;
import dev.patrol.secrets.SecretReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Renders a definition: the same definition and secrets give the same bytes, whatever order anything stood in. */
public final class ConfigRenderer {
    private final Map<String, Object> dynamic;
    private final SecretLookup secrets;
    private final Problems problems;

    private ConfigRenderer(Map<String, Object> dynamic, SecretLookup secrets, Problems problems) {
        this.dynamic = dynamic;
        this.secrets = secrets;
        this.problems = problems;
    }

    /** A secret that cannot be had is a problem and leaves an empty text: look at the problems before using the files. */
    public static RenderedCluster render(ClusterDefinition cluster, SecretLookup secrets, Problems problems) {
        Map<String, Object> dynamic = KeyOrder.ofDynamic(cluster.dynamic());
        ConfigRenderer renderer = new ConfigRenderer(dynamic, secrets, problems);
        SortedMap<NodeName, RenderedConfig> nodes = new TreeMap<>();
        cluster.nodes().forEach(node -> nodes.put(node.name(), renderer.config(node)));
        return new RenderedCluster(dynamic, nodes);
    }

    private RenderedConfig config(NodeDefinition node) {
        Map<String, Object> file = new LinkedHashMap<>(resolvedMap(node.local()));
        // Patroni dies of a bootstrap section without dcs. A definition that took the section away wants a node that
        // never starts a cluster.
        if (file.get("bootstrap") instanceof Map<?, ?> given) {
            Map<Object, Object> bootstrap = new LinkedHashMap<>(given);
            bootstrap.put("dcs", dynamic);
            file.put("bootstrap", bootstrap);
        }
        return RenderedConfig.of(node.name(), KeyOrder.ofFile(file));
    }

    private Map<String, Object> resolvedMap(Map<?, ?> map) {
        Map<String, Object> resolved = new LinkedHashMap<>();
        map.forEach((key, value) -> resolved.put((String) key, resolved(value)));
        return resolved;
    }

    private Object resolved(Object value) {
        if (value instanceof SecretReference reference) {
            return secrets.resolve(reference, problems);
        }
        if (value instanceof Map<?, ?> map) {
            return resolvedMap(map);
        }
        if (value instanceof List<?> list) {
            List<Object> items = new ArrayList<>();
            list.forEach(item -> items.add(resolved(item)));
            return Collections.unmodifiableList(items);
        }
        return value;
    }
}
