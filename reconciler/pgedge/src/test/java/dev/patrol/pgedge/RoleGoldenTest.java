package dev.patrol.pgedge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.patrol.authoring.AuthoredCluster;
import dev.patrol.definition.ClusterDefinition;
import dev.patrol.definition.DefinitionFiles;
import dev.patrol.definition.DefinitionSet;
import dev.patrol.language.DefinitionReader;
import dev.patrol.problem.Problem;
import dev.patrol.problem.Problems;
import dev.patrol.render.ConfigRenderer;
import dev.patrol.render.RenderedConfig;
import dev.patrol.secrets.FileAndEnvironmentSecrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What Patrol renders from an imported inventory is what the role renders from the inventory, key by key. The JSON files
 * hold what pgEdge's {@code setup_patroni} wrote for each host, as PyYAML reads it, in two of its generations.
 */
class RoleGoldenTest {
    /**
     * In this golden the role's defaults were put above what the inventory sets. Ansible has them below it: with
     * ansible-core 2.14.18 the role sees true and true.
     */
    private static final Map<String, List<String>> RECORDED_OTHERWISE = Map.of(
            "c04-sync-strict-custom-hba",
            Stream.of("pg-z1-n1", "pg-z1-n2")
                    .flatMap(host -> Stream.of("synchronous_mode", "synchronous_mode_strict")
                            .map(key -> host + ".bootstrap.dcs." + key + ": the role has false, Patrol true"))
                    .toList());

    @TempDir
    private Path repository;

    static Stream<Arguments> goldens() throws IOException {
        try (Stream<Path> folders = Files.list(Imports.GOLDENS)) {
            return folders.filter(Files::isDirectory).sorted().toList().stream()
                    .flatMap(folder -> Stream.of(Generation.values())
                            .map(generation -> Arguments.of(folder.getFileName().toString(), generation)));
        }
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void rendersWhatTheRoleRenders(String golden, Generation generation) throws IOException {
        Path folder = Imports.GOLDENS.resolve(golden);
        Map<String, Object> expected =
                Imports.tree(Files.readString(folder.resolve("layout-" + generation.word() + ".json")));

        Map<String, Map<String, Object>> rendered = rendered(folder.resolve("inventory.yml"), generation);

        assertEquals(expected.keySet(), new TreeSet<>(rendered.keySet()));
        List<String> differences = new ArrayList<>();
        expected.forEach(
                (host, role) -> compare(host, ((Map<?, ?>) role).get("patroni"), rendered.get(host), differences));
        assertEquals(RECORDED_OTHERWISE.getOrDefault(golden, List.of()), differences);
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void findsThingsWhereTheRolePutThem(String golden, Generation generation) throws IOException {
        Path folder = Imports.GOLDENS.resolve(golden);
        Map<String, Object> expected =
                Imports.tree(Files.readString(folder.resolve("layout-" + generation.word() + ".json")));
        DefinitionSet definitions = definitions(folder.resolve("inventory.yml"), generation);

        for (ClusterDefinition zone : definitions.clusters()) {
            zone.nodes().forEach(node -> {
                Map<?, ?> meta =
                        (Map<?, ?>) ((Map<?, ?>) expected.get(node.name().value())).get("meta");
                assertEquals(meta.get("config_path"), node.layout().paths().configFile());
                assertEquals(meta.get("data_dir"), node.layout().paths().dataDir());
                assertEquals(meta.get("bin_dir"), node.layout().paths().binDir());
                assertEquals(meta.get("pgpass"), node.layout().paths().pgpass());
                assertEquals(meta.get("patroni_service"), node.layout().units().patroni());
                assertEquals(meta.get("postgres_service"), node.layout().units().postgresql());
                assertEquals(
                        meta.get("first_node_in_zone"), zone.firstNode().name().value());
                String tools = meta.get("patroni_bin_dir") + "/";
                assertEquals(
                        tools.substring(tools.length() > 1 ? 0 : 1) + "patronictl",
                        node.layout().paths().tools().patronictl());
            });
        }
    }

    private Map<String, Map<String, Object>> rendered(Path inventory, Generation generation) throws IOException {
        DefinitionSet definitions = definitions(inventory, generation);
        Problems problems = new Problems();
        Map<String, Map<String, Object>> rendered = new LinkedHashMap<>();
        for (ClusterDefinition zone : definitions.clusters()) {
            FileAndEnvironmentSecrets secrets = new FileAndEnvironmentSecrets(repository, Map.of());
            for (RenderedConfig node :
                    ConfigRenderer.render(zone, secrets, problems).nodes().values()) {
                rendered.put(node.node().value(), Imports.tree(node.text().reveal()));
            }
        }
        assertEquals(List.of(), problems.all().stream().filter(Problem::isError).toList());
        return rendered;
    }

    private DefinitionSet definitions(Path inventory, Generation generation) throws IOException {
        Problems problems = new Problems();
        Map<String, String> files = new LinkedHashMap<>();
        ImportOptions options = new ImportOptions(generation, Optional.empty());
        for (AuthoredCluster cluster : Imports.read(inventory, options, problems)) {
            files.put("clusters/" + cluster.name() + ".yaml", cluster.definition());
            Path secrets = repository.resolve(cluster.secretsFile());
            Files.createDirectories(secrets.getParent());
            Files.writeString(secrets, cluster.secrets().orElseThrow().reveal());
        }
        DefinitionSet definitions = DefinitionReader.read(DefinitionFiles.of(files));
        problems.addAll(definitions.problems());
        assertEquals(List.of(), problems.all().stream().filter(Problem::isError).toList());
        return definitions;
    }

    private static void compare(String path, Object expected, Object found, List<String> differences) {
        if (expected instanceof Map<?, ?> map && found instanceof Map<?, ?> other) {
            TreeSet<Object> keys = new TreeSet<>(map.keySet());
            keys.addAll(other.keySet());
            keys.forEach(key -> compare(path + "." + key, map.get(key), other.get(key), differences));
        } else if (expected == null ? found != null : !expected.equals(found)) {
            differences.add(path + ": the role has " + expected + ", Patrol " + found);
        }
    }
}
