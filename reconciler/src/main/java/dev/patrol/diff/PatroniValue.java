package dev.patrol.diff;

import dev.patrol.parameters.PatroniBoolean;
import dev.patrol.tree.ConfigTree;
import dev.patrol.yaml.Secret;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * When two configuration values are the same to Patroni: it compares {@code str(value)} ({@code patroni/utils.py
 * deep_compare}), so {@code 100} and {@code "100"} are one value.
 */
final class PatroniValue {
    private PatroniValue() {}

    static boolean same(@Nullable Object a, @Nullable Object b) {
        if (a instanceof ConfigTree treeA && b instanceof ConfigTree treeB) {
            return sameTrees(treeA, treeB);
        }
        if (a instanceof List<?> listA && b instanceof List<?> listB) {
            return sameLists(listA, listB);
        }
        return Objects.equals(text(a), text(b)) || sameBoolean(a, b);
    }

    private static boolean sameTrees(ConfigTree a, ConfigTree b) {
        return a.names().equals(b.names())
                && a.names().stream()
                        .allMatch(name ->
                                same(a.get(name).orElse(null), b.get(name).orElse(null)));
    }

    private static boolean sameLists(List<?> a, List<?> b) {
        if (a.size() != b.size()) {
            return false;
        }
        for (int i = 0; i < a.size(); i++) {
            if (!same(a.get(i), b.get(i))) {
                return false;
            }
        }
        return true;
    }

    // A YAML boolean against one of PostgreSQL's words for it: Patroni would rewrite the line, and PostgreSQL would see
    // the same value.
    private static boolean sameBoolean(@Nullable Object a, @Nullable Object b) {
        if (a instanceof Boolean flag && b instanceof String word) {
            return PatroniBoolean.of(word).filter(flag::equals).isPresent();
        }
        return a instanceof String && b instanceof Boolean && sameBoolean(b, a);
    }

    private static String text(@Nullable Object value) {
        return value instanceof Secret secret ? secret.reveal() : String.valueOf(value);
    }
}
