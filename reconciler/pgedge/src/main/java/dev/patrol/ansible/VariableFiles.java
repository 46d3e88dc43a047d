package dev.patrol.ansible;

import dev.patrol.problem.Location;
import dev.patrol.problem.Problems;
import dev.patrol.yaml.YamlMap;
import dev.patrol.yaml.YamlNode;
import dev.patrol.yaml.YamlReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The files below {@code group_vars} and {@code host_vars}, each read once. */
final class VariableFiles {
    private static final List<String> EXTENSIONS = List.of("", ".yml", ".yaml", ".json");
    private static final String VAULT = "$ANSIBLE_VAULT;";

    private final Path folder;
    private final Problems problems;
    private final Map<Path, Content> read = new HashMap<>();

    /** What one file says; {@code isEncrypted} when only Ansible could tell. */
    private record Content(Map<String, YamlNode> variables, boolean isEncrypted) {
        static final Content NONE = new Content(Map.of(), false);
    }

    /** What the files of one group or host say together, and which of them are encrypted. */
    record Found(Map<String, YamlNode> variables, Set<Location> encrypted) {}

    /** @param folder where {@code group_vars} and {@code host_vars} are */
    VariableFiles(Path folder, Problems problems) {
        this.folder = folder;
        this.problems = problems;
    }

    Found ofGroup(String name) {
        return found("group_vars", name);
    }

    Found ofHost(String name) {
        return found("host_vars", name);
    }

    private Found found(String kind, String name) {
        Map<String, YamlNode> variables = new LinkedHashMap<>();
        Set<Location> encrypted = new LinkedHashSet<>();
        for (Path file : files(folder.resolve(kind), name)) {
            Content content = read.computeIfAbsent(file, this::read);
            variables.putAll(content.variables());
            if (content.isEncrypted()) {
                encrypted.add(Location.ofFile(file.toString()));
            }
        }
        return new Found(variables, encrypted);
    }

    // The first that is there counts: a folder or file of the plain name, then one with an extension.
    private List<Path> files(Path kind, String name) {
        if (name.contains("/") || name.equals("..") || !Files.isDirectory(kind)) {
            return List.of();
        }
        return EXTENSIONS.stream()
                .map(extension -> kind.resolve(name + extension))
                .filter(Files::exists)
                .findFirst()
                .map(found -> Files.isDirectory(found) ? below(found).toList() : List.of(found))
                .orElse(List.of());
    }

    private Stream<Path> below(Path directory) {
        return InventoryFolder.sorted(directory, problems).stream().flatMap(path -> {
            String name = path.getFileName().toString();
            int dot = name.lastIndexOf('.');
            String extension = dot > 0 ? name.substring(dot) : "";
            if (name.startsWith(".") || name.endsWith("~")) {
                return Stream.empty();
            }
            if (Files.isDirectory(path)) {
                return extension.isEmpty() ? below(path) : Stream.empty();
            }
            return EXTENSIONS.contains(extension) ? Stream.of(path) : Stream.empty();
        });
    }

    private Content read(Path file) {
        Optional<String> text = InventoryFolder.text(file, problems);
        if (text.isEmpty()) {
            return Content.NONE;
        }
        if (text.get().startsWith(VAULT)) {
            return new Content(Map.of(), true);
        }
        Optional<YamlNode> root = YamlReader.readInventoryFile(file.toString(), text.get(), problems);
        Map<String, YamlNode> variables = new LinkedHashMap<>();
        if (root.isPresent() && root.get() instanceof YamlMap map) {
            map.entries().forEach((name, entry) -> variables.put(name, entry.value()));
        } else if (root.isPresent()) {
            problems.error(root.get().location(), "a file of variables must be a map of name: value");
        }
        return new Content(variables, false);
    }
}
