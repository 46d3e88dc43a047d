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

    @Override
    public Map<String, Object> plain() {
        Map<String, Object> values = new LinkedHashMap<>();
        entries.forEach((key, entry) -> values.put(key, entry.value().plain()));
        return Collections.unmodifiableMap(values);
    }
}
