package dev.patrol.source;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;

/** Keeps two processes from working on one clone at once; the system lets go of it when a process dies. */
final class CloneLock implements AutoCloseable {
    private static final long LOOK_AGAIN_MILLIS = 50;

    private final FileChannel file;

    private CloneLock(FileChannel file) {
        this.file = file;
    }

    static CloneLock acquire(Path path, Duration patience, String tried) throws IOException, SourceException {
        FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean locked = false;
        try {
            locked = await(file, System.nanoTime() + patience.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SourceException(tried + ": interrupted while another process fetched", e);
        } finally {
            if (!locked) {
                file.close();
            }
        }
        if (!locked) {
            throw new SourceException(tried + ": another process has been fetching it for " + patience.toSeconds()
                    + " s; see whether it hangs");
        }
        return new CloneLock(file);
    }

    private static boolean await(FileChannel file, long deadline) throws IOException, InterruptedException {
        while (tryLock(file).isEmpty()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            Thread.sleep(LOOK_AGAIN_MILLIS);
        }
        return true;
    }

    private static Optional<FileLock> tryLock(FileChannel file) throws IOException {
        try {
            return Optional.ofNullable(file.tryLock());
        } catch (OverlappingFileLockException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
