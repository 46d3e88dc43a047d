package dev.patrol.apply;

import dev.patrol.diff.KeyChange;
import dev.patrol.yaml.Secret;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The body of a {@code PATCH /config}: exactly the changed keys, null for those that go. */
final class DynamicPatch {
    private DynamicPatch() {}

    static Map<String, Object> of(List<KeyChange> changes) {
        Map<String, Object> patch = new LinkedHashMap<>();
        for (KeyChange change : changes) {
            Map<String, Object> target = patch;
            for (String key : change.path().subList(0, change.path().size() - 1)) {
                target = child(target, key);
            }
            String last = change.path().get(change.path().size() - 1);
            target.put(last, change.after().map(DynamicPatch::revealed).orElse(null));
        }
        return patch;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> child(Map<String, Object> parent, String key) {
        return (Map<String, Object>) parent.computeIfAbsent(key, name -> new LinkedHashMap<String, Object>());
    }

    private static Object revealed(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> copy = new LinkedHashMap<>();
            map.forEach((key, child) -> copy.put(String.valueOf(key), revealed(child)));
            return copy;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(DynamicPatch::revealed).toList();
        }
        return Secret.plain(value);
    }
}
