package dev.patrol.shape;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Changes one place of a tree: a wrong or another right value, a key too many or too few. */
public final class Mutation {
    private static final List<Object> VALUES = new ArrayList<>();

    static {
        VALUES.addAll(List.of(
                "text", "", "a b", "10.0.0.300", "/a/path", "/../x", "on", "quorum", "v2", "host all all all md5"));
        VALUES.addAll(List.of(0L, -1L, 17L, 22L, 5432L, 70_000L, 1.5, true, false, "1", "pg;1", "x\ny", "::1"));
        VALUES.addAll(List.of(List.of(), List.of("a"), Map.of(), Map.of("env", "A"), Map.of("file", "f", "key", "k")));
        VALUES.addAll(List.of(Map.of("env", "A", "key", "k"), Map.of("type", "host", "database", "a")));
        VALUES.addAll(
                List.of(4_294_967_296L, "a".repeat(5_000), Map.of("env", "A".repeat(5_000)), "h:65535", "h:65536"));
        VALUES.add(null);
    }

    private final Random random;

    public Mutation(Random random) {
        this.random = random;
    }

    public Object of(Object tree) {
        boolean goesDeeper = random.nextInt(4) > 0;
        if (tree instanceof Map<?, ?> map && !map.isEmpty()) {
            return ofMap(map, goesDeeper);
        }
        if (tree instanceof List<?> list && !list.isEmpty() && goesDeeper) {
            List<Object> changed = new ArrayList<>(list);
            int index = random.nextInt(changed.size());
            changed.set(index, of(changed.get(index)));
            return changed;
        }
        return VALUES.get(random.nextInt(VALUES.size()));
    }

    private Object ofMap(Map<?, ?> map, boolean goesDeeper) {
        Map<Object, Object> changed = new LinkedHashMap<>(map);
        Object key = new ArrayList<>(map.keySet()).get(random.nextInt(map.size()));
        if (goesDeeper) {
            changed.put(key, of(map.get(key)));
            return changed;
        }
        switch (random.nextInt(4)) {
            case 0 -> changed.put(key + "x", map.get(key));
            case 1 -> changed.remove(key);
            case 2 -> changed.put("a key", 1L);
            default -> changed.put(key, VALUES.get(random.nextInt(VALUES.size())));
        }
        return changed;
    }
}
