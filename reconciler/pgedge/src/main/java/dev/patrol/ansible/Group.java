package dev.patrol.ansible;

import dev.patrol.yaml.YamlNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** A group while the inventory is read: what its files say about it, in their order. */
final class Group {
    static final String ALL = "all";
    static final String UNGROUPED = "ungrouped";

    final String name;
    final Map<String, YamlNode> variables = new LinkedHashMap<>();
    final Set<String> hosts = new LinkedHashSet<>();
    final Set<String> children = new LinkedHashSet<>();
    long priority = 1;

    Group(String name) {
        this.name = name;
    }
}
