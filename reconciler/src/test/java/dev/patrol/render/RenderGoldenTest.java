package dev.patrol.render;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.patrol.definition.ClusterDefinition;
import dev.patrol.definition.DefinitionSet;
import dev.patrol.definition.RepositoryFiles;
import dev.patrol.language.DefinitionReader;
import dev.patrol.problem.Problems;
import dev.patrol.secrets.SecretReference;
import dev.patrol.yaml.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The exact bytes of every example's files. A change of these bytes is a change that every running cluster of that kind
 * gets with the next version of Patrol: a reload, a restart, or worse. Write them anew with {@code
 * -Dpatrol.write=true}, and review the difference as such.
 */
class RenderGoldenTest {
    private static final Path FOLDER = Path.of("src/test/resources/render");

    @ParameterizedTest
    @MethodSource("dev.patrol.definition.RepositoryFiles#examples")
    void everyExampleRendersToExactlyTheseBytes(String example) throws IOException {
        DefinitionSet set = DefinitionReader.read(RepositoryFiles.example(example));
        Map<String, String> rendered = new TreeMap<>();
        for (ClusterDefinition cluster : set.clusters()) {
            ConfigRenderer.render(cluster, (reference, problems) -> secret(reference), new Problems())
                    .nodes()
                    .forEach((node, config) -> rendered.put(
                            cluster.name() + "/" + node + ".yaml", config.text().reveal()));
        }
        Path folder = FOLDER.resolve(example);

        if (Boolean.getBoolean("patrol.write")) {
            for (Map.Entry<String, String> file : rendered.entrySet()) {
                Files.createDirectories(folder.resolve(file.getKey()).getParent());
                Files.writeString(folder.resolve(file.getKey()), file.getValue());
            }
        }

        assertEquals(
                List.of(),
                set.problems().stream().filter(problem -> problem.isError()).toList());
        assertEquals(rendered.keySet(), goldenFiles(folder));
        for (Map.Entry<String, String> file : rendered.entrySet()) {
            assertEquals(Files.readString(folder.resolve(file.getKey())), file.getValue(), file.getKey());
        }
    }

    private static Secret secret(SecretReference reference) {
        return new Secret("the secret in " + reference);
    }

    private static TreeSet<String> goldenFiles(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .collect(java.util.stream.Collectors.toCollection(TreeSet::new));
        }
    }
}
