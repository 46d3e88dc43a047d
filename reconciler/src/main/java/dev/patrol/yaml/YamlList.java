package dev.patrol.yaml;

import static java.util.Objects.requireNonNull;

import dev.patrol.problem.Location;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A sequence of YAML values. */
public record YamlList(Location location, List<YamlNode> items) implements YamlNode {
    public YamlList {
        requireNonNull(location, "location");
        items = List.copyOf(items);
    }

    @Override
    public Object plain() {
        List<Object> values = new ArrayList<>();
        items.forEach(item -> values.add(item.plain()));
        return Collections.unmodifiableList(values);
    }
}
