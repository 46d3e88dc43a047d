package dev.patrol.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import dev.harrel.jsonschema.providers.GsonNode;
import dev.patrol.definition.DefinitionFiles;
import dev.patrol.definition.RepositoryFiles;
import dev.patrol.language.DefinitionReader;
import dev.patrol.problem.Problems;
import dev.patrol.shape.Group;
import dev.patrol.shape.Mutation;
import dev.patrol.shape.Place;
import dev.patrol.shape.SchemaText;
import dev.patrol.yaml.YamlNode;
import dev.patrol.yaml.YamlReader;
import dev.patrol.yaml.YamlWriter;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The schemas say what the reader says, as far as a schema can say it. */
class SchemaTest {
    private static final String CLUSTER_SCHEMA = "schema/cluster.schema.json";
    private static final String FLEET_SCHEMA = "schema/fleet.schema.json";
    private static final int MUTANTS = 3_000;
    private static final Gson GSON = new GsonBuilder().serializeNulls().create();

    private final Validator validator =
            new ValidatorFactory().withJsonNodeFactory(new GsonNode.Factory()).createValidator();

    // After a change of the keys: mvn test -Dtest=SchemaTest -Dpatrol.write=true, and review the difference.
    @Test
    void schemasHaveExactlyTheKeysOfTheReader() throws IOException {
        Map<String, String> schemas = Map.of(
                CLUSTER_SCHEMA, SchemaText.of("A cluster's definition for Patrol", DefinitionKeys.cluster()),
                FLEET_SCHEMA, SchemaText.of("Fleet-wide defaults for Patrol", DefinitionKeys.fleet()));

        for (Map.Entry<String, String> schema : schemas.entrySet()) {
            if (Boolean.getBoolean("patrol.write")) {
                Files.writeString(RepositoryFiles.path(schema.getKey()), schema.getValue());
            }
            assertEquals(schema.getValue(), RepositoryFiles.text(schema.getKey()));
        }
    }

    @Test
    void everyExampleIsValid() {
        URI clusterSchema = validator.registerSchema(RepositoryFiles.text(CLUSTER_SCHEMA));
        URI fleetSchema = validator.registerSchema(RepositoryFiles.text(FLEET_SCHEMA));
        for (String example : RepositoryFiles.examples()) {
            RepositoryFiles.example(example).texts().forEach((path, text) -> {
                URI schema = path.equals(DefinitionFiles.FLEET_FILE) ? fleetSchema : clusterSchema;

                assertTrue(isValid(schema, tree(text)), path);
                assertTrue(text.startsWith("# yaml-language-server: $schema="), path);
            });
        }
    }

    @Test
    void schemaAndReaderGiveTheSameVerdict() {
        URI clusterSchema = validator.registerSchema(RepositoryFiles.text(CLUSTER_SCHEMA));
        Random random = new Random(20_261_122);
        Mutation mutation = new Mutation(random);
        Object[] originals = RepositoryFiles.examples().stream()
                .flatMap(example -> RepositoryFiles.example(example).texts().entrySet().stream())
                .filter(entry -> !entry.getKey().equals(DefinitionFiles.FLEET_FILE))
                .map(entry -> tree(entry.getValue()))
                .toArray();
        int bad = 0;

        for (int i = 0; i < MUTANTS; i++) {
            Object mutant = mutation.of(originals[random.nextInt(originals.length)]);
            String text = YamlWriter.write(mutant);
            boolean isAccepted = isAccepted(DefinitionKeys.cluster(), text);

            assertEquals(isValid(clusterSchema, mutant), isAccepted, () -> text);
            if (!isAccepted) {
                assertFalse(DefinitionReader.read(DefinitionFiles.of(Map.of("clusters/mutant.yaml", text)))
                        .broken()
                        .isEmpty());
                bad++;
            }
        }

        assertTrue(bad > MUTANTS / 4 && bad < MUTANTS, "bad among the generated files: " + bad);
    }

    private static Object tree(String text) {
        return YamlReader.read("file.yaml", text, new Problems()).orElseThrow().plain();
    }

    private boolean isValid(URI schema, Object tree) {
        return validator.validate(schema, GSON.toJsonTree(tree)).isValid();
    }

    private static boolean isAccepted(Group keys, String text) {
        Problems problems = new Problems();
        YamlNode node = YamlReader.read("file.yaml", text, problems).orElseThrow();
        keys.accept(node, Place.root(problems));
        return !problems.hasErrors();
    }
}
