package dev.patrol.lease;

import dev.patrol.definition.ClusterName;
import dev.patrol.problem.Message;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Leases as locks on files: on one machine only one pass at a time changes a cluster, where a cron job overlaps itself or
 * somebody runs one by hand beside the daemon. A lease ends with its process, however that ends.
 */
public final class FileLeases {
    private final Path folder;

    public FileLeases(Path folder) {
        this.folder = folder;
    }

    /** The action's result, or nothing when another pass works on the cluster; then the action was not begun. */
    public <T> Optional<T> whileHolding(ClusterName cluster, Supplier<T> action) {
        Path file = folder.resolve(cluster.value() + ".lock");
        try {
            Files.createDirectories(folder);
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                return isLocked(channel) ? Optional.of(action.get()) : Optional.empty();
            }
        } catch (IOException e) {
            throw new LeaseException(
                    "cannot lock '" + file + "': " + Message.of(e)
                            + "; make room, make the folder writable or set 'state_directory'",
                    e);
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            // Another thread of this process holds it.
            return false;
        }
    }
}
