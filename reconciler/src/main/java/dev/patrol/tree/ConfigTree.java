package dev.patrol.tree;

import dev.patrol.yaml.Secret;
import dev.patrol.yaml.YamlMap;
import dev.patrol.yaml.YamlWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A configuration of Patroni's, whole or a part: names, each with a tree, a list or a leaf. A leaf is what YAML gives, a
 * {@link Secret}, or what a definition has in its place. A name without a value (null) counts as absent to whoever asks for
 * the value, as it does to Patroni; it is kept, since Patroni takes it for a removal in a patch.
 */
public final class ConfigTree {
    public static final ConfigTree EMPTY = new ConfigTree(Map.of());

    private final Map<String, @Nullable Object> entries;

    private ConfigTree(Map<String, @Nullable Object> entries) {
        this.entries = Collections.unmodifiableMap(entries);
    }

    public static ConfigTree of(YamlMap yaml) {
        return of(yaml.plain());
    }

    /** Of what a reader of YAML or JSON gives: maps, lists and leaves. */
    public static ConfigTree of(Map<?, ?> plain) {
        Map<String, @Nullable Object> entries = new LinkedHashMap<>();
        plain.forEach((name, value) -> entries.put(String.valueOf(name), within(value)));
        return new ConfigTree(entries);
    }

    private static @Nullable Object within(@Nullable Object value) {
        if (value instanceof List<?> list) {
            List<@Nullable Object> items = new ArrayList<>();
            list.forEach(item -> items.add(within(item)));
            return Collections.unmodifiableList(items);
        }
        return value instanceof Map<?, ?> map ? of(map) : value;
    }

    public Set<String> names() {
        return entries.keySet();
    }

    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /** The value under a name, or under the name below it, and so on. */
    public Optional<Object> get(String... names) {
        return get(KeyPath.of(names));
    }

    public Optional<Object> get(KeyPath path) {
        Object value = this;
        for (String name : path.names()) {
            value = value instanceof ConfigTree tree ? tree.entries.get(name) : null;
        }
        return Optional.ofNullable(value);
    }

    /** The tree that stands there; empty where none does. */
    public ConfigTree tree(String... names) {
        return tree(KeyPath.of(names));
    }

    public ConfigTree tree(KeyPath path) {
        return get(path).orElse(EMPTY) instanceof ConfigTree tree ? tree : EMPTY;
    }

    public Optional<List<?>> list(KeyPath path) {
        return get(path).filter(List.class::isInstance).map(list -> (List<?>) list);
    }

    /** The value as a text, also of a secret. */
    public Optional<String> text(String... names) {
        return get(names).map(Secret::plain).map(String::valueOf);
    }

    public long whole(String name, long otherwise) {
        return entries.get(name) instanceof Number number ? number.longValue() : otherwise;
    }

    /** The same with this value there, and trees on the way to it. */
    public ConfigTree with(KeyPath path, @Nullable Object value) {
        if (path.names().size() > 1) {
            return with(path.upTo(1), tree(path.first()).with(path.from(1), value));
        }
        Map<String, @Nullable Object> changed = new LinkedHashMap<>(entries);
        changed.put(path.last(), within(value));
        return new ConfigTree(changed);
    }

    /** The same without the key. */
    public ConfigTree without(KeyPath path) {
        ConfigTree around = tree(path.parent());
        if (!around.entries.containsKey(path.last())) {
            return this;
        }
        Map<String, @Nullable Object> changed = new LinkedHashMap<>(around.entries);
        changed.remove(path.last());
        ConfigTree rest = new ConfigTree(changed);
        return path.names().size() == 1 ? rest : with(path.parent(), rest);
    }

    /** After a {@code PATCH /config} (utils.py {@code patch_config}): null removes, trees merge. */
    public ConfigTree patchedBy(ConfigTree patch) {
        Map<String, @Nullable Object> patched = new LinkedHashMap<>(entries);
        patch.entries.forEach((name, value) -> {
            if (value == null) {
                patched.remove(name);
            } else if (value instanceof ConfigTree below && patched.get(name) instanceof ConfigTree above) {
                patched.put(name, above.patchedBy(below));
            } else {
                patched.put(name, value);
            }
        });
        return new ConfigTree(patched);
    }

    /** The same with other leaves. The items of a list go by their numbers, from 0. */
    public ConfigTree mapLeaves(BiFunction<KeyPath, Object, Object> change) {
        return (ConfigTree) mapLeaves(KeyPath.TOP, this, change);
    }

    /** The same for what stands at one key: a tree, a list or a leaf. */
    public static Object mapLeaves(KeyPath path, Object value, BiFunction<KeyPath, Object, Object> change) {
        if (value instanceof Map<?, ?> map) {
            return mapLeaves(path, of(map), change);
        }
        if (value instanceof ConfigTree tree) {
            Map<String, @Nullable Object> changed = new LinkedHashMap<>();
            tree.entries.forEach((name, child) ->
                    changed.put(name, child == null ? null : mapLeaves(path.below(name), child, change)));
            return new ConfigTree(changed);
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> changed = new ArrayList<>();
            for (Object item : list) {
                KeyPath place = path.below(String.valueOf(changed.size()));
                changed.add(item == null ? null : mapLeaves(place, item, change));
            }
            return Collections.unmodifiableList(changed);
        }
        return change.apply(path, value);
    }

    /** The same with the names of each tree in the order for its path. */
    public ConfigTree sorted(Function<KeyPath, Comparator<String>> orders) {
        return sorted(KeyPath.TOP, orders);
    }

    private ConfigTree sorted(KeyPath path, Function<KeyPath, Comparator<String>> orders) {
        Map<String, @Nullable Object> sorted = new TreeMap<>(orders.apply(path));
        entries.forEach((name, value) -> sorted.put(name, sorted(path.below(name), value, orders)));
        return new ConfigTree(sorted);
    }

    private static @Nullable Object sorted(
            KeyPath path, @Nullable Object value, Function<KeyPath, Comparator<String>> orders) {
        if (value instanceof List<?> list) {
            List<@Nullable Object> items = new ArrayList<>();
            list.forEach(item -> items.add(sorted(path.below("[]"), item, orders)));
            return Collections.unmodifiableList(items);
        }
        return value instanceof ConfigTree tree ? tree.sorted(path, orders) : value;
    }

    /** Every secret in it. */
    public Set<Secret> secrets() {
        Set<Secret> found = new LinkedHashSet<>();
        mapLeaves((path, leaf) -> {
            if (leaf instanceof Secret secret) {
                found.add(secret);
            }
            return leaf;
        });
        return found;
    }

    /** For a file or a request: secrets are texts in it. */
    public ConfigTree revealed() {
        return mapLeaves((path, leaf) -> Secret.plain(leaf));
    }

    /** Maps, lists and leaves, for a writer of YAML or JSON. */
    public Map<String, @Nullable Object> plain() {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        entries.forEach((name, value) -> plain.put(name, plain(value)));
        return plain;
    }

    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof List<?> list) {
            List<@Nullable Object> items = new ArrayList<>();
            list.forEach(item -> items.add(plain(item)));
            return items;
        }
        return value instanceof ConfigTree tree ? tree.plain() : value;
    }

    /** As Patroni reads it, secrets included. */
    public String yaml() {
        return YamlWriter.write(plain());
    }

    /** For people and logs. */
    public String maskedYaml() {
        return YamlWriter.writeMasked(plain());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ConfigTree tree && tree.entries.equals(entries);
    }

    @Override
    public int hashCode() {
        return entries.hashCode();
    }

    @Override
    public String toString() {
        return entries.toString();
    }
}
