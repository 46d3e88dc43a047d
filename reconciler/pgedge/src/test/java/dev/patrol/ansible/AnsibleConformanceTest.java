package dev.patrol.ansible;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patrol.problem.Problems;
import dev.patrol.yaml.YamlMap;
import dev.patrol.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Inventories that break careless readers, against what ansible-core 2.14.18 makes of them. The {@code .expected.json}
 * files hold the hosts of every group in their order, and every variable of every host, templated; recorded with its
 * {@code InventoryManager}, {@code VariableManager} and {@code Templar}. "cannot be told" stands for an error.
 */
class AnsibleConformanceTest {
    private static final Path FOLDER = Path.of("src/test/resources/dev/patrol/ansible");

    /** What Ansible can tell and we leave to it. */
    private static final Set<String> LEFT_TO_ANSIBLE =
            Set.of("filter", "statement", "first", "attribute", "env", "env2");

    @ParameterizedTest
    @CsvSource({"precedence/hosts.yml, precedence", "ini-hosts, ini-hosts", "folder, folder", "jinja.yml, jinja"})
    void readsWhatAnsibleReads(String inventory, String recorded) throws IOException {
        Problems problems = new Problems();
        Inventory read = InventoryReader.read(FOLDER.resolve(inventory), problems);
        Map<String, Object> expected = json(FOLDER.resolve(recorded + ".expected.json"));

        assertEquals(false, problems.hasErrors(), problems.all().toString());
        assertEquals(
                ((Map<?, ?>) expected.get("groups")).keySet(), read.groups(), "groups in the order they are met in");
        Map<String, Object> groups = new TreeMap<>();
        read.groups().stream()
                .filter(group -> !group.equals("ungrouped"))
                .forEach(group -> groups.put(group, read.hosts(group)));
        Map<String, Object> expectedGroups = new TreeMap<>(map(expected.get("groups")));
        expectedGroups.remove("ungrouped");
        // Ansible lists the children of 'all' in the order in which it came to know them as such.
        assertEquals(sorted(expectedGroups.remove("all")), sorted(groups.remove("all")));
        assertEquals(expectedGroups, groups);
        Map<String, Object> hosts = map(expected.get("hosts"));
        assertEquals(new TreeSet<>(hosts.keySet()), new TreeSet<>(read.hosts()));
        hosts.forEach((host, variables) -> compare(map(variables), read.variables(host)));
    }

    private static void compare(Map<String, Object> expected, HostVariables variables) {
        expected.forEach((name, value) -> {
            Answer answer = variables.find(name).orElseThrow(() -> new AssertionError(name + " is not set"));
            if (answer instanceof Answer.Known known) {
                assertEquals(value, known.value().plain(), variables.host() + ": " + name);
            } else {
                assertTrue(
                        value.equals("cannot be told") || LEFT_TO_ANSIBLE.contains(name),
                        variables.host() + ": " + name + ": " + answer);
            }
        });
    }

    private static TreeSet<Object> sorted(Object hosts) {
        return new TreeSet<>((List<?>) hosts);
    }

    private static Map<String, Object> json(Path file) throws IOException {
        Problems problems = new Problems();
        YamlMap root = (YamlMap) YamlReader.read(file.toString(), Files.readString(file), problems)
                .orElseThrow();
        assertEquals(List.of(), problems.all());
        return root.plain();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object plain) {
        return (Map<String, Object>) plain;
    }
}
