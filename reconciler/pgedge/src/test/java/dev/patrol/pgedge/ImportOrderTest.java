package dev.patrol.pgedge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.patrol.problem.Problem;
import dev.patrol.problem.Problems;
import dev.patrol.yaml.YamlWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The order of hosts, groups and variables changes no definition, but for the order of nodes, which a comparison of maps
 * does not see.
 */
class ImportOrderTest {
    private static final int INVENTORIES = 1_000;

    @TempDir
    private Path folder;

    private final Random random = new Random(20);

    @Test
    void theOrderOfAnInventoryChangesNothing() throws IOException {
        for (int i = 0; i < INVENTORIES; i++) {
            Map<String, Object> inventory = inventory();

            List<Object> imported = imported(inventory);
            List<Object> again = imported(shuffled(inventory));

            assertEquals(imported, again, () -> YamlWriter.write(inventory));
        }
    }

    private List<Object> imported(Map<String, Object> inventory) throws IOException {
        Problems problems = new Problems();
        List<Object> clusters = new ArrayList<>();
        Imports.read(folder, YamlWriter.write(inventory), problems).forEach(cluster -> {
            clusters.add(Imports.tree(cluster.definition()));
            clusters.add(Imports.tree(cluster.secrets().orElseThrow().reveal()));
        });
        assertEquals(
                List.of(),
                problems.all().stream().filter(Problem::isError).toList(),
                () -> YamlWriter.write(inventory));
        return clusters;
    }

    private Map<String, Object> inventory() {
        Map<String, Object> inventory = new LinkedHashMap<>();
        Map<String, Object> nodes = hosts("n", 1 + random.nextInt(6));
        inventory.put("all", new LinkedHashMap<>(Map.of("vars", variables(6))));
        inventory.put("pgedge", new LinkedHashMap<>(Map.of("hosts", nodes, "vars", variables(3))));
        inventory.put("haproxy", new LinkedHashMap<>(Map.of("hosts", hosts("px", random.nextInt(4)))));
        inventory.put("backup", new LinkedHashMap<>(Map.of("hosts", hosts("bk", random.nextInt(3)))));
        for (String region : List.of("north", "south")) {
            Map<String, Object> members = new LinkedHashMap<>();
            nodes.keySet().stream().filter(host -> random.nextBoolean()).forEach(host -> members.put(host, null));
            inventory.put(region, new LinkedHashMap<>(Map.of("hosts", members, "vars", variables(2))));
        }
        return inventory;
    }

    private Map<String, Object> hosts(String prefix, int count) {
        Map<String, Object> hosts = new LinkedHashMap<>();
        for (int i = 1; i <= count; i++) {
            Map<String, Object> variables = variables(2);
            variables.put("ip", "10.0." + prefix.length() + "." + (prefix.equals("px") ? 100 + i : i));
            variables.put("zone", (long) (1 + random.nextInt(3)));
            variables.put("os", "Debian");
            hosts.put(prefix + i * 5, variables);
        }
        return hosts;
    }

    /** Some of the role's variables; none that only the first host of a zone decides. */
    private Map<String, Object> variables(int most) {
        Map<String, Object> variables = new LinkedHashMap<>();
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            switch (random.nextInt(7)) {
                case 0 -> variables.put("pg_port", 5432L + random.nextInt(3));
                case 1 -> variables.put("db_names", List.of("a", "b").subList(0, random.nextInt(3)));
                case 2 -> variables.put("db_password", "secret" + random.nextInt(3));
                case 3 -> variables.put("pgedge_user", "{{ cluster_name | default('edge') }}");
                case 4 -> variables.put("custom_hba_rules", List.of(Map.of("users", "u" + random.nextInt(2))));
                case 5 -> variables.put("cluster_name", random.nextBoolean() ? "demo" : "pay");
                default -> variables.put("proxy_node", "10.9.9." + random.nextInt(3));
            }
        }
        return variables;
    }

    private Map<String, Object> shuffled(Map<String, Object> map) {
        List<String> keys = new ArrayList<>(map.keySet());
        Collections.shuffle(keys, random);
        Map<String, Object> shuffled = new LinkedHashMap<>();
        keys.forEach(key -> shuffled.put(key, shuffled(map.get(key))));
        return shuffled;
    }

    @SuppressWarnings("unchecked")
    private Object shuffled(Object value) {
        return value instanceof Map<?, ?> map ? shuffled((Map<String, Object>) map) : value;
    }
}
