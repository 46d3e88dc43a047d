package dev.patrol.presets;

import dev.patrol.keys.KeyValues;
import dev.patrol.problem.Location;
import dev.patrol.tree.KeyPath;
import dev.patrol.yaml.YamlMap;
import dev.patrol.yaml.YamlNode;
import dev.patrol.yaml.YamlScalar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Builds the tree of a configuration by dotted paths, each value with the place it came from. */
final class TreeBuilder {
    private static final YamlMap NONE = new YamlMap(Location.NOWHERE, Map.of());

    private YamlMap tree = NONE;

    /** A value that no file holds. */
    TreeBuilder preset(String path, Object value) {
        return put(path, new YamlScalar(Location.NOWHERE, value));
    }

    /** A value that is made of others; the first of these keys that a file holds says where it came from. */
    TreeBuilder derived(String path, Object value, KeyValues settings, String... keys) {
        Location place = Stream.of(keys)
                .flatMap(key -> settings.find(key).stream())
                .map(YamlNode::location)
                .filter(location -> !location.equals(Location.NOWHERE))
                .findFirst()
                .orElse(Location.NOWHERE);
        return put(path, new YamlScalar(place, value));
    }

    TreeBuilder put(String path, YamlNode value) {
        tree = with(tree, KeyPath.parse(path).names(), value);
        return this;
    }

    private static YamlMap with(YamlMap map, List<String> names, YamlNode value) {
        Map<String, YamlMap.Entry> entries = new LinkedHashMap<>(map.entries());
        YamlNode below = names.size() == 1
                ? value
                : with(
                        map.get(names.get(0)).orElse(NONE) instanceof YamlMap inner ? inner : NONE,
                        names.subList(1, names.size()),
                        value);
        entries.put(names.get(0), new YamlMap.Entry(Location.NOWHERE, below));
        return new YamlMap(Location.NOWHERE, entries);
    }

    TreeBuilder put(String path, Optional<YamlNode> value) {
        value.ifPresent(node -> put(path, node));
        return this;
    }

    TreeBuilder put(String path, Optional<YamlNode> value, Object otherwise) {
        return put(path, value.orElse(new YamlScalar(Location.NOWHERE, otherwise)));
    }

    YamlMap build() {
        return tree;
    }
}
