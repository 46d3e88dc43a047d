package dev.patrol.yaml;

import dev.patrol.problem.Location;
import dev.patrol.problem.Problems;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The entries of one map while it is read. PyYAML puts what is merged by {@code <<} before the map's own entries,
 * wherever the {@code <<} stands; its own entries win.
 */
final class MapContent {
    private final KeyRule keyRule;
    private final Problems problems;
    private final Map<String, YamlMap.Entry> merged = new LinkedHashMap<>();
    private final Map<String, YamlMap.Entry> own = new LinkedHashMap<>();

    MapContent(KeyRule keyRule, Problems problems) {
        this.keyRule = keyRule;
        this.problems = problems;
    }

    Map<String, YamlMap.Entry> entries() {
        Map<String, YamlMap.Entry> all = new LinkedHashMap<>(merged);
        all.putAll(own);
        return all;
    }

    void put(Location place, String key, PlainType type, YamlNode value) {
        if (!type.isText()) {
            keyRule.notText(problems, key, place, type);
        }
        YamlMap.Entry before = own.put(key, new YamlMap.Entry(place, value));
        if (before != null) {
            keyRule.duplicate(problems, key, place, before.keyLocation());
        }
    }

    void merge(Location place, YamlNode value) {
        if (value instanceof YamlMap map) {
            merged.putAll(map.entries());
        } else if (value instanceof YamlList list && list.items().stream().allMatch(YamlMap.class::isInstance)) {
            // the first of the list counts most, so it comes last
            List<YamlNode> items = new ArrayList<>(list.items());
            Collections.reverse(items);
            items.forEach(item -> merged.putAll(((YamlMap) item).entries()));
        } else {
            problems.error(place, "'<<' takes a map or a list of maps; give it an alias of one, or quote the key");
        }
    }
}
