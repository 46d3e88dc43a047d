package dev.patrol.ansible;

import dev.patrol.problem.Location;
import dev.patrol.problem.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads files and folders of an inventory from disk; what cannot be read is a problem. */
final class InventoryFolder {
    private static final int MOST_BYTES = 1024 * 1024;

    // Ansible's INVENTORY_IGNORE_EXTS, and what its inventory/manager.py never reads.
    private static final Pattern IGNORED = Pattern.compile("\\..*|host_vars|group_vars|vars_plugins"
            + "|.*(\\.pyc|\\.pyo|\\.swp|\\.bak|~|\\.rpm|\\.md|\\.txt|\\.rst|\\.orig|\\.ini|\\.cfg|\\.retry)");

    private InventoryFolder() {}

    /** The inventory files of a folder and the folders below it, in Ansible's order. */
    static Stream<Path> inventories(Path folder, Problems problems) {
        return sorted(folder, problems).stream()
                .filter(path -> !IGNORED.matcher(path.getFileName().toString()).matches())
                .flatMap(path -> Files.isDirectory(path) ? inventories(path, problems) : Stream.of(path));
    }

    static List<Path> sorted(Path folder, Problems problems) {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.sorted(Comparator.comparing(path -> path.getFileName().toString()))
                    .toList();
        } catch (IOException e) {
            problems.error(Location.ofFile(folder.toString()), reason(e));
            return List.of();
        }
    }

    static Optional<String> text(Path file, Problems problems) {
        try {
            // A pipe would never end, nor a device.
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                problems.error(Location.ofFile(file.toString()), "is no regular file; copy it to one, and import that");
                return Optional.empty();
            }
            byte[] bytes = read(file);
            if (bytes.length > MOST_BYTES) {
                problems.error(
                        Location.ofFile(file.toString()),
                        "is larger than 1 MiB, so it is hardly an inventory; split it");
                return Optional.empty();
            }
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (IOException e) {
            problems.error(Location.ofFile(file.toString()), reason(e));
            return Optional.empty();
        }
    }

    /** No more than what shows that a file is too large. */
    private static byte[] read(Path file) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            return stream.readNBytes(MOST_BYTES + 1);
        }
    }

    private static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "cannot be read: no such file; check the path";
        }
        if (e instanceof AccessDeniedException) {
            return "cannot be read: permission denied; make it readable for the user that runs Patrol";
        }
        return e instanceof CharacterCodingException
                ? "cannot be read: it is not UTF-8; convert it"
                : "cannot be read (" + e.getClass().getSimpleName() + "); name another file";
    }
}
