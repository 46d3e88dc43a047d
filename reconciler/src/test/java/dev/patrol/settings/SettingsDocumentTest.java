package dev.patrol.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.patrol.problem.Problems;
import dev.patrol.shape.Group;
import dev.patrol.yaml.YamlMap;
import dev.patrol.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SettingsDocumentTest {
    private static final Pattern ROW = Pattern.compile("\\| `([a-z_.]+)` \\| [^|]+ \\| ([^|]+) \\| .+ \\|");
    private static final Surroundings SURROUNDINGS =
            new Surroundings(Map.of(), Path.of("/home/me"), Path.of("/nowhere"), "me");

    /** Keys of the document with their defaults. */
    private static Map<String, String> documented() throws IOException {
        Map<String, String> keys = new TreeMap<>();
        for (String line : Files.readAllLines(Path.of("docs/settings.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                keys.put(row.group(1), row.group(2));
            }
        }
        return keys;
    }

    @Test
    void theDocumentListsExactlyTheKeysThatAreRead() throws IOException {
        assertEquals(keys("", SettingsKeys.all()), new TreeSet<>(documented().keySet()));
    }

    @Test
    void theExampleHasEveryKeyOnce() throws IOException {
        // The other way to make a schedule is a comment.
        Set<String> expected = keys("", SettingsKeys.all());
        expected.remove("schedule.cron");

        TreeSet<String> inExample = new TreeSet<>();
        leaves("", map(Files.readString(Path.of("../examples/patrol.yaml"))), new TreeMap<>())
                .keySet()
                .forEach(key -> inExample.add(key.replaceFirst("(passphrase|token)\\..*", "$1")));
        assertEquals(expected, inExample);
    }

    @Test
    void documentedDefaultsAreTheOnesInEffect() throws IOException {
        Settings defaults = SettingsReader.load(Optional.empty(), SURROUNDINGS, new Problems())
                .orElseThrow();
        Map<String, String> effective = leaves("", map(defaults.effective()), new TreeMap<>());
        Map<String, String> documented = documented();

        Map<String, String> inEffect = new TreeMap<>();
        Map<String, String> promised = new TreeMap<>();
        documented.forEach((key, cell) -> {
            Matcher literal = Pattern.compile("`([^`$]+)`(?:;.*)?").matcher(cell);
            if (literal.matches() && effective.containsKey(key)) {
                promised.put(key, literal.group(1).replaceFirst("^~", "/home/me"));
                inEffect.put(key, effective.get(key));
            }
        });
        assertEquals(promised, inEffect);
        assertEquals(17, promised.size(), promised::toString);
    }

    private static Set<String> keys(String prefix, Group group) {
        Set<String> keys = new TreeSet<>();
        group.keys().forEach((name, key) -> {
            if (key.kind() instanceof Group section) {
                keys.addAll(keys(prefix + name + ".", section));
            } else {
                keys.add(prefix + name);
            }
        });
        return keys;
    }

    private static YamlMap map(String text) {
        return (YamlMap) YamlReader.read("text", text, new Problems()).orElseThrow();
    }

    private static Map<String, String> leaves(String prefix, YamlMap map, Map<String, String> leaves) {
        map.entries().forEach((key, entry) -> {
            if (entry.value() instanceof YamlMap child) {
                leaves(prefix + key + ".", child, leaves);
            } else {
                leaves.put(prefix + key, String.valueOf(entry.value().plain()));
            }
        });
        return leaves;
    }
}
