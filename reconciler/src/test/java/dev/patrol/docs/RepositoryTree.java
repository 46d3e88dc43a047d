package dev.patrol.docs;

import dev.patrol.definition.RepositoryFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Files and folders of the repository, by their paths from its root; what a build or Git itself makes is none of it. */
final class RepositoryTree {
    private static final Set<String> NOT_OURS = Set.of("target", ".git", ".idea", ".vscode");

    /** Where packages begin. */
    private static final List<String> SOURCES = Stream.of("main/java", "main/resources", "test/java", "test/resources")
            .flatMap(root -> Stream.of("reconciler/src/" + root, "reconciler/pgedge/src/" + root))
            .map(root -> root + "/dev/patrol")
            .toList();

    private final Set<String> paths = new TreeSet<>();

    RepositoryTree() {
        Path root = RepositoryFiles.path("");
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    if (NOT_OURS.contains(folder.getFileName().toString())) {
                        return FileVisitResult.SKIP_SUBTREE;
                    }
                    paths.add(root.relativize(folder).toString());
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    paths.add(root.relativize(file).toString());
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether there is a file or folder; a slash at the end does no harm. */
    boolean has(String path) {
        return paths.contains(path.replaceFirst("/$", ""));
    }

    Set<String> files(String suffix) {
        Set<String> files = new TreeSet<>(paths);
        files.removeIf(path -> !path.endsWith(suffix));
        return files;
    }

    boolean hasFileNamed(String name) {
        return !files("/" + name).isEmpty();
    }

    /**
     * What a path means that stands in a file of some folder: from the root, from that folder, or among the sources, where
     * {@code plan/Planner} is enough for a type.
     */
    Optional<String> find(String folder, String path) {
        return Stream.concat(Stream.of("", folder), SOURCES.stream())
                .map(start -> resolve(start, path))
                .flatMap(file -> Stream.of(file, file + ".java"))
                .filter(this::has)
                .findFirst();
    }

    static String resolve(String folder, String path) {
        return Path.of(folder).resolve(path).normalize().toString();
    }
}
