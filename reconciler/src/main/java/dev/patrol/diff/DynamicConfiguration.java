package dev.patrol.diff;

import dev.patrol.parameters.DynamicKeys;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What Patroni makes of a dynamic configuration and a patch, and where two configurations differ. */
public final class DynamicConfiguration {
    private static final TreeDiffer DIFFER = new TreeDiffer(Layer.DYNAMIC, DynamicKeys::effectOf);

    private DynamicConfiguration() {}

    /** The keys whose values differ, by name. */
    public static List<String> differences(Map<String, Object> one, Map<String, Object> other) {
        return DIFFER.diff(one, other).stream().map(KeyChange::key).toList();
    }

    /** The configuration after a {@code PATCH} (utils.py {@code patch_config}): null removes, maps merge. */
    public static Map<String, Object> patched(Map<?, ?> config, Map<?, ?> patch) {
        Map<String, Object> result = new LinkedHashMap<>();
        config.forEach((key, value) -> result.put(String.valueOf(key), value));
        patch.forEach((key, value) -> {
            String name = String.valueOf(key);
            if (value == null) {
                result.remove(name);
            } else if (value instanceof Map<?, ?> below && result.get(name) instanceof Map<?, ?> above) {
                result.put(name, patched(above, below));
            } else {
                result.put(name, value);
            }
        });
        return result;
    }
}
