package dev.patrol.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * A file that is replaced whole or not at all: written beside its place, brought to the disk, moved. Readers, and whoever comes
 * after a crash, see the old content or the new.
 */
public final class WholeFile {
    private static final String UNFINISHED = ".tmp";
    // Writing one takes far less: whoever began it was killed.
    private static final Duration ABANDONED = Duration.ofMinutes(10);

    private final Path place;

    public WholeFile(Path place) {
        this.place = place.toAbsolutePath();
    }

    /** Leaves nothing beside the file, also when it fails; what a killed process left there goes some minutes later. */
    public void replace(String content, Set<PosixFilePermission> permissions) throws IOException {
        sweep();
        Path fresh = Files.createTempFile(folder(), prefix(), UNFINISHED);
        try {
            write(fresh, content);
            Files.setPosixFilePermissions(fresh, permissions);
            Files.move(fresh, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private static void write(Path file, String content) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    private void sweep() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder(), this::isAbandoned)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
    }

    private boolean isAbandoned(Path file) throws IOException {
        String name = file.getFileName().toString();
        if (!name.startsWith(prefix()) || !name.endsWith(UNFINISHED)) {
            return false;
        }
        try {
            return Files.getLastModifiedTime(file)
                    .toInstant()
                    .isBefore(Instant.now().minus(ABANDONED));
        } catch (NoSuchFileException e) {
            // Another process has just moved it.
            return false;
        }
    }

    // node_exporter reads no hidden file.
    private String prefix() {
        return "." + place.getFileName() + ".";
    }

    private Path folder() {
        return place.resolveSibling("");
    }
}
