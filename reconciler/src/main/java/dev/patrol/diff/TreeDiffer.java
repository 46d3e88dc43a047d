package dev.patrol.diff;

import dev.patrol.parameters.Effect;
import dev.patrol.tree.ConfigTree;
import dev.patrol.tree.KeyPath;
import dev.patrol.tree.Secrets;
import dev.patrol.yaml.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/** Compares two trees key by key; a list is one value, as it is to Patroni. */
final class TreeDiffer {
    private final Layer layer;
    private final Function<KeyPath, Effect> effects;
    private final Secrets secrets;

    TreeDiffer(Layer layer, Function<KeyPath, Effect> effects, Secrets secrets) {
        this.layer = layer;
        this.effects = effects;
        this.secrets = secrets;
    }

    /** Every key that differs, by name. An empty tree and a null count as absent, as in Patroni. */
    List<KeyChange> diff(ConfigTree seen, ConfigTree wanted) {
        List<KeyChange> changes = new ArrayList<>();
        diff(KeyPath.TOP, seen, wanted, changes);
        return changes;
    }

    private void diff(KeyPath above, ConfigTree seen, ConfigTree wanted, List<KeyChange> changes) {
        SortedSet<String> names = new TreeSet<>(seen.names());
        names.addAll(wanted.names());
        for (String name : names) {
            KeyPath path = above.below(name);
            Optional<Object> before = seen.get(name);
            Optional<Object> after = wanted.get(name);
            if (isTreeOrAbsent(before) && isTreeOrAbsent(after)) {
                diff(path, seen.tree(name), wanted.tree(name), changes);
            } else if (!PatroniValue.same(before.orElse(null), after.orElse(null))) {
                changes.add(
                        change(path, before.filter(TreeDiffer::isSomething), after.filter(TreeDiffer::isSomething)));
            }
        }
    }

    private KeyChange change(KeyPath path, Optional<Object> before, Optional<Object> after) {
        boolean secret = after.filter(Secret.class::isInstance).isPresent();
        return new KeyChange(
                layer,
                path,
                before.map(value -> secret ? new Secret(String.valueOf(value)) : secrets.guard(path, value)),
                after.map(value -> secrets.guard(path, value)),
                effects.apply(path));
    }

    private static boolean isTreeOrAbsent(Optional<Object> value) {
        return value.isEmpty() || value.get() instanceof ConfigTree;
    }

    private static boolean isSomething(Object value) {
        return !value.equals(ConfigTree.EMPTY);
    }
}
