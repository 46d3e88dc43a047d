package dev.patrol.render;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonElement;
import dev.patrol.definition.ClusterDefinition;
import dev.patrol.definition.DefinitionFiles;
import dev.patrol.definition.DefinitionSet;
import dev.patrol.language.DefinitionReader;
import dev.patrol.problem.Problem;
import dev.patrol.problem.Problems;
import dev.patrol.yaml.HostileTexts;
import dev.patrol.yaml.PyYaml;
import dev.patrol.yaml.Secret;
import dev.patrol.yaml.YamlWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** From a definition to what Patroni's reader sees, no value becomes another one, whatever characters it has. */
class HostileDefinitionTest {
    private static final int DEFINITIONS = 500;
    private static final int PARAMETERS = 10;
    private static final int RAW_KEYS = 8;

    /** Each definition has 20 hostile values, the two passwords among them. */
    @Test
    void patronisReaderSeesWhatTheDefinitionMeans() throws Exception {
        HostileTexts texts = new HostileTexts(20_261_123);
        List<String> rendered = new ArrayList<>();
        List<JsonElement> meant = new ArrayList<>();
        for (int i = 0; i < DEFINITIONS; i++) {
            Map<String, Object> parameters = oneLineValues(texts);
            Map<String, Object> raw = rawValues(texts);
            Map<String, String> passwords = Map.of("A", texts.next(), "B", texts.next());
            RenderedConfig config = render(definition(parameters, raw), passwords);
            rendered.add(config.text().reveal());
            meant.add(PyYaml.typed(config.tree().plain()));
            assertMeant(config, parameters, raw, passwords);
        }

        List<JsonElement> read = PyYaml.read(rendered);

        for (int i = 0; i < DEFINITIONS; i++) {
            assertEquals(meant.get(i), read.get(i), rendered.get(i));
        }
    }

    private static void assertMeant(
            RenderedConfig config,
            Map<String, Object> parameters,
            Map<String, Object> raw,
            Map<String, String> passwords) {
        assertEquals(parameters, at(config.tree().plain(), "postgresql", "parameters"));
        assertEquals(raw, at(config.tree().plain(), "hostile"));
        assertEquals(
                passwords.get("A"),
                ((Secret) at(config.tree().plain(), "postgresql", "authentication", "superuser", "password")).reveal());
    }

    private static Object at(Map<?, ?> tree, String... path) {
        Object found = tree;
        for (String key : path) {
            found = ((Map<?, ?>) found).get(key);
        }
        return found;
    }

    // PostgreSQL's parameters take one line.
    private static Map<String, Object> oneLineValues(HostileTexts texts) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < PARAMETERS; i++) {
            values.put("hostile.p" + i, texts.next().replaceAll("[\n\r\0]", " "));
        }
        return values;
    }

    private static Map<String, Object> rawValues(HostileTexts texts) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < RAW_KEYS; i++) {
            values.put("k" + i, texts.next());
        }
        return values;
    }

    private static ClusterDefinition definition(Map<String, Object> parameters, Map<String, Object> raw) {
        Map<String, Object> node = Map.of("address", "10.0.0.1", "postgresql", Map.of("parameters", parameters));
        Map<String, Object> file = Map.of(
                "cluster", "demo",
                "layout", "el",
                "postgresql", Map.of("version", 17L),
                "users",
                        Map.of(
                                "superuser", Map.of("password", Map.of("env", "A")),
                                "replication", Map.of("password", Map.of("env", "B"))),
                "raw", Map.of("local", Map.of("hostile", raw)),
                "nodes", Map.of("pg1", node));
        DefinitionSet set =
                DefinitionReader.read(DefinitionFiles.of(Map.of("clusters/demo.yaml", YamlWriter.write(file))));
        assertEquals(
                List.of(), set.problems().stream().filter(Problem::isError).toList(), () -> YamlWriter.write(file));
        return set.clusters().get(0);
    }

    private static RenderedConfig render(ClusterDefinition cluster, Map<String, String> passwords) {
        return ConfigRenderer.render(
                        cluster,
                        (reference, problems) ->
                                new Secret(passwords.get(reference.toString().contains("'A'") ? "A" : "B")),
                        new Problems())
                .nodes()
                .values()
                .iterator()
                .next();
    }
}
