package dev.patrol.source;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.RepositoryCache.FileKey;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.util.FS;

/**
 * The clone of one repository on disk. To be used under its lock.
 *
 * <p>A new clone is made beside its place and moved there when it is complete, so what is in place is always complete.
 * Every fetch leaves a small pack; after {@link #MOST_PACKS} of them the next fetch makes a new clone, so that the folder
 * does not grow for ever.
 */
final class CloneFolder {
    /** Where a shortened commit id was found to lead, so that it need not be looked for again. */
    static final String SHORTENED = "refs/patrol/shortened/";

    /** What was fetched last: the server sends only what is new since then. */
    static final String LATEST = "refs/patrol/latest";

    static final int MOST_PACKS = 20;

    private final Path place;
    private final Path beingMade;
    private final Path replaced;

    CloneFolder(Path stateDirectory, String name) {
        this.place = stateDirectory.resolve(name);
        this.beingMade = stateDirectory.resolve(name + ".new");
        this.replaced = stateDirectory.resolve(name + ".old");
    }

    /** The lock's file; its folder is made where there is none, for nobody else to read. */
    Path lockFile() throws IOException {
        Path parent = place.toAbsolutePath().resolveSibling("");
        if (!Files.isDirectory(parent)) {
            Files.createDirectories(
                    parent, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        return parent.resolve(place.getFileName() + ".lock");
    }

    /** The clone, or an empty one beside its place. */
    Repository open() throws IOException {
        return FileKey.isGitRepository(place.toFile(), FS.DETECTED) ? open(place) : renew();
    }

    /** An empty clone beside the place, whatever is in place. */
    Repository renew() throws IOException {
        delete(beingMade);
        Repository repository = open(beingMade);
        repository.create(true);
        StoredConfig config = repository.getConfig();
        // Else jgit collects garbage after a fetch, in the background, perhaps while the clone is moved or deleted.
        config.setInt(ConfigConstants.CONFIG_GC_SECTION, null, ConfigConstants.CONFIG_KEY_AUTO, 0);
        config.setBoolean(ConfigConstants.CONFIG_GC_SECTION, null, ConfigConstants.CONFIG_KEY_AUTODETACH, false);
        config.save();
        return repository;
    }

    boolean isCrowded() throws IOException {
        Path packs = place.resolve("objects").resolve("pack");
        if (!Files.isDirectory(packs)) {
            return false;
        }
        try (Stream<Path> files = Files.list(packs)) {
            return files.filter(file -> file.toString().endsWith(".pack")).count() >= MOST_PACKS;
        }
    }

    /** Puts a new clone that is complete into its place; does nothing where the clone in place was used. */
    void publish() throws IOException {
        if (!Files.exists(beingMade)) {
            return;
        }
        delete(replaced);
        if (Files.exists(place)) {
            Files.move(place, replaced, StandardCopyOption.ATOMIC_MOVE);
        }
        Files.move(beingMade, place, StandardCopyOption.ATOMIC_MOVE);
        delete(replaced);
    }

    /** Removes what an earlier run left unfinished; to be called before anything else. */
    void sweep() throws IOException {
        delete(beingMade);
        delete(replaced);
    }

    /** Removes everything, so that the next {@link #open} makes a new clone. */
    void delete() throws IOException {
        sweep();
        delete(place);
    }

    static void remember(Repository clone, String ref, ObjectId id) throws IOException {
        RefUpdate update = clone.updateRef(ref);
        update.setNewObjectId(id);
        update.setForceUpdate(true);
        update.disableRefLog();
        switch (update.update()) {
            case NEW, FORCED, FAST_FORWARD, NO_CHANGE -> {}
            default -> throw new IOException("cannot write " + ref + ": " + update.getResult());
        }
    }

    /** The clone as it is; to read a commit that may be there. */
    Repository read() throws IOException {
        return open(place);
    }

    private static Repository open(Path folder) throws IOException {
        return new FileRepositoryBuilder().setGitDir(folder.toFile()).setBare().build();
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    @Override
    public String toString() {
        return place.toString();
    }
}
