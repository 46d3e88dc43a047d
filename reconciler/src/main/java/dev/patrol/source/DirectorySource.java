package dev.patrol.source;

import dev.patrol.definition.DefinitionFiles;
import dev.patrol.definition.Revision;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A plain directory: its files as they are now. Links are followed as far as they stay inside. */
public final class DirectorySource implements DefinitionSource {
    private static final int DEEPEST = 32;

    private final Path directory;
    private final Optional<String> revision;

    /** {@code revision} is what the user asked for, which a directory cannot have. */
    public DirectorySource(Path directory, Optional<String> revision) {
        this.directory = directory;
        this.revision = revision;
    }

    @Override
    public Checkout fetch() throws SourceException {
        String tried = "cannot read the definitions in " + directory;
        if (revision.isPresent()) {
            throw new SourceException(tried + " at revision '" + revision.get()
                    + "': it is a plain directory, which has no revisions; leave the revision out, or make it a Git"
                    + " repository");
        }
        FileTexts texts = new FileTexts(tried);
        try {
            Path root = directory.toRealPath();
            for (String name : List.of(DefinitionFiles.FLEET_FILE, DefinitionFiles.CLUSTERS_FOLDER)) {
                addBelow(root, root.resolve(name), texts);
            }
        } catch (IOException e) {
            throw new SourceException(tried + ": " + e.getMessage() + "; see whether Patrol's user may read it", e);
        }
        return new Checkout(Revision.ofWorkingTree(texts.files()), "", Optional.empty(), texts.files());
    }

    private static void addBelow(Path root, Path start, FileTexts texts) throws IOException, SourceException {
        if (!Files.exists(start)) {
            return;
        }
        List<Path> files;
        try (Stream<Path> found = Files.find(start, DEEPEST, DirectorySource::isFile, FileVisitOption.FOLLOW_LINKS)) {
            files = found.toList();
        }
        for (Path file : files) {
            String path = root.relativize(file).toString().replace('\\', '/');
            if (DefinitionFiles.isDefinition(path)) {
                add(root, file, path, texts);
            }
        }
    }

    private static boolean isFile(Path path, BasicFileAttributes attributes) {
        return attributes.isRegularFile();
    }

    private static void add(Path root, Path file, String path, FileTexts texts) throws IOException, SourceException {
        if (!file.toRealPath().startsWith(root)) {
            throw texts.refusal(path, "is a link that leads out of the directory", "copy the file here");
        }
        texts.admit(path, Files.size(file));
        texts.add(path, Files.readAllBytes(file));
    }
}
