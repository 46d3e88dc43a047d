package dev.patrol.authoring;

import static java.util.Objects.requireNonNull;

import dev.patrol.keys.DefinitionKeys;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Puts every setting of a cluster's nodes at the highest level at which all nodes below agree on it: the cluster, else a
 * zone, else the node. A setting that a node does not have is one more value that others can agree on or not. Keys come in
 * the order in which the language lists them.
 */
final class Levels {
    private static final long NO_ZONE = 0;
    private static final List<String> ORDER = DefinitionKeys.paths();

    private final String cluster;
    private final Set<String> ofZonesOnly;
    private final SecretsFile secrets;
    private final Map<Long, List<AuthoredNode>> zones = new TreeMap<>();
    private final Map<String, Object> ofCluster = new LinkedHashMap<>();
    private final Map<Long, Map<String, Object>> ofZones = new TreeMap<>();
    private final Map<AuthoredNode, Map<String, Object>> ofNodes = new LinkedHashMap<>();

    Levels(String cluster, List<AuthoredNode> nodes, Set<String> ofZonesOnly, SecretsFile secrets) {
        this.cluster = cluster;
        this.ofZonesOnly = ofZonesOnly;
        this.secrets = secrets;
        for (AuthoredNode node : nodes) {
            long zone = node.zone().orElse(NO_ZONE);
            zones.computeIfAbsent(zone, number -> new ArrayList<>()).add(node);
            ofZones.put(zone, new LinkedHashMap<>());
            ofNodes.put(node, new LinkedHashMap<>(node.own()));
        }
        nodes.stream()
                .flatMap(node -> node.settings().keySet().stream())
                .distinct()
                .sorted(Comparator.comparingInt(Levels::position).thenComparing(Comparator.naturalOrder()))
                .forEach(key -> place(key, nodes));
    }

    /** That of the key, or of the map that it lies in. */
    private static int position(String key) {
        int found = ORDER.indexOf(key);
        int dot = key.lastIndexOf('.');
        return found >= 0 || dot < 0 ? found : position(key.substring(0, dot));
    }

    private void place(String key, List<AuthoredNode> nodes) {
        boolean mayBeShared = !ofZonesOnly.contains(key) || zones.containsKey(NO_ZONE);
        if (mayBeShared && agree(key, nodes)) {
            put(key, nodes.get(0), "", ofCluster);
            return;
        }
        zones.forEach((zone, members) -> {
            if (agree(key, members)) {
                put(key, members.get(0), "-zone-" + zone, requireNonNull(ofZones.get(zone)));
            } else {
                members.forEach(node -> put(key, node, "-node-" + node.name(), requireNonNull(ofNodes.get(node))));
            }
        });
    }

    private static boolean agree(String key, List<AuthoredNode> nodes) {
        Object first = nodes.get(0).settings().get(key);
        return nodes.stream()
                .allMatch(node -> Objects.equals(first, node.settings().get(key)));
    }

    private void put(String key, AuthoredNode node, String suffix, Map<String, Object> level) {
        Optional.ofNullable(node.settings().get(key))
                .map(value -> value instanceof Password password
                        ? secrets.refer(password, key.split("\\.", -1)[1] + suffix)
                        : value)
                .ifPresent(value -> level.put(key, value));
    }

    /** The definition as a tree of plain values. */
    Map<String, Object> tree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("cluster", cluster);
        tree.putAll(nested(ofCluster));
        Map<Long, Object> zoneTrees = new LinkedHashMap<>();
        zones.forEach((zone, members) -> {
            Map<String, Object> zoneTree = zone == NO_ZONE ? tree : nested(requireNonNull(ofZones.get(zone)));
            zoneTree.put("nodes", nodes(members));
            zoneTrees.put(zone, zoneTree);
        });
        if (!zones.containsKey(NO_ZONE)) {
            tree.put("zones", zoneTrees);
        }
        return tree;
    }

    private Map<String, Object> nodes(List<AuthoredNode> members) {
        Map<String, Object> nodes = new LinkedHashMap<>();
        members.forEach(node -> nodes.put(node.name(), nested(requireNonNull(ofNodes.get(node)))));
        return nodes;
    }

    private static Map<String, Object> nested(Map<String, Object> byDottedKey) {
        Map<String, Object> tree = new LinkedHashMap<>();
        byDottedKey.forEach((key, value) -> put(tree, key, value));
        return tree;
    }

    private static void put(Map<String, Object> tree, String key, Object value) {
        int dot = key.indexOf('.');
        if (dot < 0) {
            tree.put(key, value);
            return;
        }
        @SuppressWarnings("unchecked")
        Map<String, Object> below = (Map<String, Object>)
                tree.computeIfAbsent(key.substring(0, dot), name -> new LinkedHashMap<String, Object>());
        put(below, key.substring(dot + 1), value);
    }
}
