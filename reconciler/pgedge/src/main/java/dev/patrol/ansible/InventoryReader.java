package dev.patrol.ansible;

import dev.patrol.problem.Location;
import dev.patrol.problem.Problems;
import dev.patrol.yaml.YamlMap;
import dev.patrol.yaml.YamlNode;
import dev.patrol.yaml.YamlReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Reads an inventory from disk: one file in YAML or INI, or a folder of them, with {@code group_vars} and {@code
 * host_vars} beside it.
 */
public final class InventoryReader {
    static final String LISTED =
            "let 'ansible-inventory -i INVENTORY --list --yaml --export' write what it finds to a file, and import that";

    private static final List<String> YAML = List.of(".yml", ".yaml", ".json");

    private final Problems problems;
    private final InventoryDraft draft;

    private InventoryReader(Problems problems) {
        this.problems = problems;
        this.draft = new InventoryDraft(problems);
    }

    /** What could be read; look at the problems before using it. */
    public static Inventory read(Path inventory, Problems problems) {
        InventoryReader reader = new InventoryReader(problems);
        boolean isFolder = Files.isDirectory(inventory);
        if (isFolder) {
            List<Path> files = InventoryFolder.inventories(inventory, problems).toList();
            files.forEach(reader::file);
            if (files.isEmpty()) {
                problems.error(Location.ofFile(inventory.toString()), "no inventory file is in this folder; name one");
            }
        } else {
            reader.file(inventory);
        }
        VariableFiles files = new VariableFiles(isFolder ? inventory : inventory.resolveSibling(""), problems);
        return new Inventory(reader.draft, files);
    }

    private void file(Path file) {
        InventoryFolder.text(file, problems).ifPresent(text -> content(file, text));
    }

    private void content(Path file, String text) {
        String name = file.toString();
        Location place = Location.ofFile(name);
        if (text.startsWith("#!")) {
            problems.error(place, "is a program, and Patrol runs none; " + LISTED);
        } else if (text.startsWith("$ANSIBLE_VAULT;")) {
            problems.error(place, "is encrypted with ansible-vault; import what 'ansible-vault view' shows of it");
        } else if (name.endsWith(".toml")) {
            problems.error(place, "is TOML, which Patrol does not read; " + LISTED);
        } else if (YAML.stream().anyMatch(name::endsWith)) {
            yaml(name, text);
        } else {
            yamlOrIni(name, text);
        }
    }

    private void yaml(String name, String text) {
        Problems found = new Problems();
        Optional<YamlNode> root = YamlReader.readInventoryFile(name, text, found);
        if (root.isEmpty() && found.isEmpty()) {
            found.warning(Location.ofFile(name), "is empty; Ansible refuses it, and Patrol goes on without");
        }
        problems.addAll(found.all());
        root.ifPresent(this::yaml);
    }

    private void yaml(YamlNode root) {
        if (root instanceof YamlMap map) {
            YamlInventory.read(map, draft);
        } else {
            problems.error(
                    root.location(), "an inventory in YAML must be a map of groups; end each group's name with ':'");
        }
    }

    // Ansible tries YAML first as well.
    private void yamlOrIni(String name, String text) {
        Problems asYaml = new Problems();
        Optional<YamlNode> root = name.endsWith(".ini") || name.endsWith(".cfg")
                ? Optional.empty()
                : YamlReader.readInventoryFile(name, text, asYaml);
        if (root.isPresent() && root.get() instanceof YamlMap map && !asYaml.hasErrors()) {
            problems.addAll(asYaml.all());
            YamlInventory.read(map, draft);
        } else {
            IniInventory.read(name, text, draft);
        }
    }
}
