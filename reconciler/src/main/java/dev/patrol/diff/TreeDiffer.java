package dev.patrol.diff;

import dev.patrol.parameters.Effect;
import dev.patrol.yaml.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Compares two trees of maps key by key; a list is one value, as it is to Patroni. */
final class TreeDiffer {
    private final Layer layer;
    private final Function<List<String>, Effect> effects;

    TreeDiffer(Layer layer, Function<List<String>, Effect> effects) {
        this.layer = layer;
        this.effects = effects;
    }

    /** Every key that differs, by name. An empty map and a null count as absent, as in Patroni. */
    List<KeyChange> diff(Map<String, Object> seen, Map<String, Object> wanted) {
        List<KeyChange> changes = new ArrayList<>();
        diff(List.of(), seen, wanted, changes);
        return changes;
    }

    private void diff(List<String> above, Map<?, ?> seen, Map<?, ?> wanted, List<KeyChange> changes) {
        TreeSet<String> keys = new TreeSet<>();
        seen.keySet().forEach(key -> keys.add(String.valueOf(key)));
        wanted.keySet().forEach(key -> keys.add(String.valueOf(key)));
        for (String key : keys) {
            List<String> path = new ArrayList<>(above);
            path.add(key);
            diffValue(path, seen.get(key), wanted.get(key), changes);
        }
    }

    private void diffValue(List<String> path, @Nullable Object seen, @Nullable Object wanted, List<KeyChange> changes) {
        if (isMapOrAbsent(seen) && isMapOrAbsent(wanted)) {
            diff(path, asMap(seen), asMap(wanted), changes);
        } else if (!PatroniValue.same(seen, wanted)) {
            boolean secret = wanted instanceof Secret;
            Optional<Object> before = present(seen)
                    .map(value -> secret ? new Secret(String.valueOf(value)) : SecretKeys.guard(path, value));
            Optional<Object> after = present(wanted).map(value -> SecretKeys.guard(path, value));
            changes.add(new KeyChange(layer, path, before, after, effects.apply(path)));
        }
    }

    private static boolean isMapOrAbsent(@Nullable Object value) {
        return value == null || value instanceof Map<?, ?>;
    }

    private static Map<?, ?> asMap(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    private static Optional<Object> present(@Nullable Object value) {
        return value instanceof Map<?, ?> map && map.isEmpty() ? Optional.empty() : Optional.ofNullable(value);
    }
}
