package dev.patrol.yaml;

import static java.util.Objects.requireNonNull;

import dev.patrol.problem.Location;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A mapping of YAML values in file order; every key is text and stands once. */
public record YamlMap(Location location, Map<String, Entry> entries) implements YamlNode {
    /** One key's place and its value. */
    public record Entry(Location keyLocation, YamlNode value) {
        public Entry {
            requireNonNull(keyLocation, "keyLocation");
            requireNonNull(value, "value");
        }
    }

    public YamlMap {
        requireNonNull(location, "location");
        entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    public Optional<YamlNode> get(String key) {
        return Optional.ofNullable(entries.get(key)).map(Entry::value);
    }

    /** By a path of keys with dots between them. */
    public Optional<YamlNode> find(String path) {
        Optional<YamlNode> found = Optional.of(this);
        for (String key : path.split("\\.", -1)) {
            found = found.flatMap(node -> node instanceof YamlMap map ? map.get(key) : Optional.empty());
        }
        return found;
    }

    @Override
    public Map<String, Object> plain() {
        Map<String, Object> values = new LinkedHashMap<>();
        entries.forEach((key, entry) -> values.put(key, entry.value().plain()));
        return Collections.unmodifiableMap(values);
    }
}
