package dev.patrol.pgedge;

import dev.patrol.ansible.Inventory;
import dev.patrol.ansible.InventoryReader;
import dev.patrol.authoring.AuthoredCluster;
import dev.patrol.problem.Problems;
import dev.patrol.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Imports inventories in tests. */
final class Imports {
    static final Path GOLDENS = Path.of("src/test/resources/dev/patrol/pgedge");
    static final ImportOptions PACKAGES = new ImportOptions(Generation.PACKAGES, Optional.empty());

    private Imports() {}

    static List<AuthoredCluster> read(Path inventory, ImportOptions options, Problems problems) {
        Inventory read = InventoryReader.read(inventory, problems);
        return PgedgeImport.read(read, inventory.toString(), options, problems);
    }

    /** An inventory that is written for one test; messages call it by its file's name alone. */
    static List<AuthoredCluster> read(Path folder, String text, Problems problems) throws IOException {
        Path file = folder.resolve("hosts.yml");
        Files.writeString(file, text);
        return read(file, PACKAGES, problems);
    }

    static List<String> messages(Path folder, Problems problems) {
        return problems.all().stream()
                .map(problem -> problem.toString().replace(folder + "/", ""))
                .toList();
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> tree(String yaml) {
        Problems problems = new Problems();
        Object plain = YamlReader.read("text", yaml, problems)
                .orElseThrow(() -> new AssertionError(problems.all().toString()))
                .plain();
        if (problems.hasErrors()) {
            throw new AssertionError(problems.all().toString());
        }
        return (Map<String, Object>) plain;
    }
}
