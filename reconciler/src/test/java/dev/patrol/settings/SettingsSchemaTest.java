package dev.patrol.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import dev.harrel.jsonschema.providers.GsonNode;
import dev.patrol.definition.RepositoryFiles;
import dev.patrol.problem.Problems;
import dev.patrol.shape.Mutation;
import dev.patrol.shape.Place;
import dev.patrol.shape.SchemaText;
import dev.patrol.yaml.YamlReader;
import dev.patrol.yaml.YamlWriter;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema of the settings says what their reader says, as far as a schema can say it. */
class SettingsSchemaTest {
    private static final String SCHEMA = "schema/settings.schema.json";
    private static final List<String> EXAMPLES = List.of("examples/patrol.yaml", "deploy/settings.yaml");
    private static final int MUTANTS = 2_000;
    private static final Gson GSON = new GsonBuilder().serializeNulls().create();

    private final Validator validator =
            new ValidatorFactory().withJsonNodeFactory(new GsonNode.Factory()).createValidator();
    private final URI schema = validator.registerSchema(RepositoryFiles.text(SCHEMA));

    // After a change of the keys: mvn test -Dtest=SettingsSchemaTest -Dpatrol.write=true, and review the difference.
    @Test
    void theSchemaHasExactlyTheKeysOfTheReader() throws IOException {
        String text = SchemaText.of("Settings of Patrol itself", SettingsKeys.all());

        if (Boolean.getBoolean("patrol.write")) {
            Files.writeString(RepositoryFiles.path(SCHEMA), text);
        }
        assertEquals(text, RepositoryFiles.text(SCHEMA));
    }

    @Test
    void everyExampleIsValid() {
        for (String example : EXAMPLES) {
            assertTrue(isValid(tree(RepositoryFiles.text(example))), example);
        }
        assertTrue(RepositoryFiles.text(EXAMPLES.get(0)).startsWith("# yaml-language-server: $schema=../" + SCHEMA));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "usr: me",
                "ssh: {usr: me}",
                "listen: '9479'",
                "schedule: {interval: 5m}",
                "safety: {maximum_lag: 16}",
                "parallelism: 0",
                "git: {token: ghp_x}",
                "metrics_textfile: /x/a.txt"
            })
    void aMistakeShowsInAnEditor(String text) {
        assertTrue(!isValid(tree(text)));
    }

    @Test
    void schemaAndReaderGiveTheSameVerdict() {
        Random random = new Random(20_261_129);
        Mutation mutation = new Mutation(random);
        List<Object> originals = EXAMPLES.stream()
                .map(example -> tree(RepositoryFiles.text(example)))
                .toList();
        int bad = 0;

        for (int i = 0; i < MUTANTS; i++) {
            Object mutant = mutation.of(originals.get(random.nextInt(originals.size())));
            String text = YamlWriter.write(mutant);
            Problems problems = new Problems();
            YamlReader.read("file.yaml", text, problems)
                    .flatMap(node -> SettingsKeys.all().accept(node, Place.root(problems)));

            assertEquals(isValid(mutant), !problems.hasErrors(), () -> text);
            bad += problems.hasErrors() ? 1 : 0;
        }

        assertTrue(bad > MUTANTS / 4 && bad < MUTANTS, "bad among the generated files: " + bad);
    }

    private static Object tree(String text) {
        return YamlReader.read("file.yaml", text, new Problems()).orElseThrow().plain();
    }

    private boolean isValid(Object tree) {
        return validator.validate(schema, GSON.toJsonTree(tree)).isValid();
    }
}
