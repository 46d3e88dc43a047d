package dev.patrol.keys;

import dev.patrol.yaml.YamlMap;
import dev.patrol.yaml.YamlNode;
import dev.patrol.yaml.YamlScalar;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lays one level of a definition over another: maps key by key, however deep; lists and scalars as a whole; {@code null}
 * takes a key away. Every value keeps the place it came from.
 */
public final class YamlMerge {
    private YamlMerge() {}

    public static YamlMap merge(YamlMap base, YamlMap over) {
        Map<String, YamlMap.Entry> merged = new LinkedHashMap<>(base.entries());
        over.entries().forEach((key, entry) -> {
            if (entry.value() instanceof YamlScalar scalar && scalar.value() == null) {
                merged.remove(key);
            } else {
                merged.put(key, new YamlMap.Entry(entry.keyLocation(), overlaid(merged.get(key), entry.value())));
            }
        });
        return new YamlMap(over.location(), merged);
    }

    private static YamlNode overlaid(YamlMap.@Nullable Entry base, YamlNode over) {
        if (!(over instanceof YamlMap map) || isReference(map)) {
            return over;
        }
        return base != null && base.value() instanceof YamlMap below && !isReference(below)
                ? merge(below, map)
                : merge(new YamlMap(map.location(), Map.of()), map);
    }

    // Where a secret is kept is one value, though it has parts: {env: A} over {file: B, key: C} is {env: A}.
    private static boolean isReference(YamlMap map) {
        Set<String> keys = map.entries().keySet();
        return (keys.contains("env") || keys.contains("file"))
                && Set.of("env", "file", "key").containsAll(keys);
    }
}
