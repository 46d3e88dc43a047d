package dev.patrol.definition;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** This project's own repository, whose schemas, examples and documents are held to the code by tests. */
public final class RepositoryFiles {
    private RepositoryFiles() {}

    /** Maven runs the tests in the module's folder. */
    public static Path path(String relative) {
        return Path.of("..").resolve(relative);
    }

    public static String text(String relative) {
        try {
            return Files.readString(path(relative));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The folders of {@code examples/} that hold definitions. */
    public static List<String> examples() {
        try (Stream<Path> folders = Files.list(path("examples"))) {
            return folders.filter(folder -> Files.isDirectory(folder.resolve("clusters")))
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The definitions of one folder of {@code examples/}. */
    public static DefinitionFiles example(String name) {
        Path root = path("examples").resolve(name);
        Map<String, String> texts = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            files.map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .filter(DefinitionFiles::isDefinition)
                    .forEach(file -> texts.put(file, text("examples/" + name + "/" + file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return DefinitionFiles.of(texts);
    }
}
