package dev.patrol.language;

import dev.patrol.problem.Location;
import dev.patrol.yaml.YamlList;
import dev.patrol.yaml.YamlMap;
import dev.patrol.yaml.YamlNode;
import java.util.HashMap;
import java.util.Map;

/** Which level of a definition each place in its files belongs to. */
final class Origins {
    private final Map<Location, String> levels = new HashMap<>();

    Origins(YamlMap fleet, YamlMap cluster) {
        addLevel(fleet, "fleet");
        addLevel(cluster, "cluster");
    }

    String levelOf(Location place) {
        return place.equals(Location.NOWHERE) ? "preset" : levels.getOrDefault(place, "cluster");
    }

    private void addLevel(YamlMap keys, String level) {
        keys.entries().forEach((key, entry) -> {
            levels.put(entry.keyLocation(), level);
            if (key.equals("zones") && entry.value() instanceof YamlMap zones) {
                addEach(zones, "zone ");
            } else if (key.equals("nodes") && entry.value() instanceof YamlMap nodes) {
                addEach(nodes, "node ");
            } else {
                addAll(entry.value(), key.equals("raw") ? "raw" : level);
            }
        });
    }

    private void addEach(YamlMap named, String kind) {
        named.entries().forEach((name, entry) -> {
            levels.put(entry.keyLocation(), kind + name);
            if (entry.value() instanceof YamlMap keys) {
                addLevel(keys, kind + name);
            }
        });
    }

    private void addAll(YamlNode node, String level) {
        levels.put(node.location(), level);
        if (node instanceof YamlMap map) {
            map.entries().values().forEach(entry -> {
                levels.put(entry.keyLocation(), level);
                addAll(entry.value(), level);
            });
        } else if (node instanceof YamlList list) {
            list.items().forEach(item -> addAll(item, level));
        }
    }
}
