package dev.patrol.testing;

import dev.patrol.tree.ConfigTree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Trees of maps, by paths like {@code postgresql.parameters.work_mem}. */
public final class Trees {
    private Trees() {}

    /** A copy that can be changed. */
    public static Map<String, Object> copy(ConfigTree tree) {
        return tree.plain();
    }

    /** A deep copy that can be changed. */
    public static Map<String, Object> copy(Map<String, Object> tree) {
        Map<String, Object> copy = new LinkedHashMap<>();
        tree.forEach((key, value) -> copy.put(key, copyOf(value)));
        return copy;
    }

    private static Object copyOf(Object value) {
        return value instanceof Map<?, ?> map ? copy(asTree(map)) : value;
    }

    /** Sets a key, and takes it away when the value is null. */
    public static void set(Map<String, Object> tree, String path, Object value) {
        int dot = path.indexOf('.');
        if (dot >= 0) {
            String top = path.substring(0, dot);
            Map<String, Object> below =
                    tree.get(top) instanceof Map<?, ?> map ? copy(asTree(map)) : new LinkedHashMap<>();
            set(below, path.substring(dot + 1), value);
            tree.put(top, below);
        } else if (value == null) {
            tree.remove(path);
        } else {
            tree.put(path, value);
        }
    }

    /** The map at the path; empty when there is none. */
    public static Map<String, Object> map(Map<String, Object> tree, String path) {
        Map<String, Object> found = tree;
        for (String key : path.split("\\.")) {
            found = found.get(key) instanceof Map<?, ?> map ? asTree(map) : Map.of();
        }
        return found;
    }

    /** The texts of the list at the path; empty when there is none. */
    public static List<String> list(Map<String, Object> tree, String path) {
        int dot = path.lastIndexOf('.');
        return map(tree, path.substring(0, dot)).get(path.substring(dot + 1)) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> asTree(Map<?, ?> map) {
        return (Map<String, Object>) map;
    }
}
