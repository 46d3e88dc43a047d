package dev.patrol.presets;

import dev.patrol.keys.Settings;
import dev.patrol.problem.Location;
import dev.patrol.yaml.YamlMap;
import dev.patrol.yaml.YamlNode;
import dev.patrol.yaml.YamlScalar;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Builds the tree of a configuration by dotted paths, each value with the place it came from. */
final class TreeBuilder {
    private final Map<String, Object> children = new LinkedHashMap<>();

    /** A value that no file holds. */
    TreeBuilder preset(String path, Object value) {
        return put(path, new YamlScalar(Location.NOWHERE, value));
    }

    /** A value that is made of others; the first of these keys that a file holds says where it came from. */
    TreeBuilder derived(String path, Object value, Settings settings, String... keys) {
        Location place = Stream.of(keys)
                .flatMap(key -> settings.find(key).stream())
                .map(YamlNode::location)
                .filter(location -> !location.equals(Location.NOWHERE))
                .findFirst()
                .orElse(Location.NOWHERE);
        return put(path, new YamlScalar(place, value));
    }

    TreeBuilder put(String path, YamlNode value) {
        int dot = path.indexOf('.');
        if (dot < 0) {
            children.put(path, value);
        } else {
            ((TreeBuilder) children.computeIfAbsent(path.substring(0, dot), key -> new TreeBuilder()))
                    .put(path.substring(dot + 1), value);
        }
        return this;
    }

    TreeBuilder put(String path, Optional<YamlNode> value) {
        value.ifPresent(node -> put(path, node));
        return this;
    }

    TreeBuilder put(String path, Optional<YamlNode> value, Object otherwise) {
        return put(path, value.orElse(new YamlScalar(Location.NOWHERE, otherwise)));
    }

    YamlMap build() {
        Map<String, YamlMap.Entry> entries = new LinkedHashMap<>();
        children.forEach((key, child) -> {
            YamlNode value = child instanceof TreeBuilder below ? below.build() : (YamlNode) child;
            entries.put(key, new YamlMap.Entry(value.location(), value));
        });
        return new YamlMap(Location.NOWHERE, entries);
    }
}
