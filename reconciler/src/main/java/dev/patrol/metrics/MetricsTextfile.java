package dev.patrol.metrics;

import dev.patrol.files.WholeFile;
import dev.patrol.problem.Message;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A file in node_exporter's textfile folder, for runs that nobody can scrape.
 *
 * <p>Counters live on in the file: {@link #resume} before the first pass, {@link #write} after each. Others may do the same
 * with the same file. A file that is not Patrol's, or damaged, counts as none.
 */
public final class MetricsTextfile {
    /** node_exporter reads no file with another ending. */
    public static final String SUFFIX = ".prom";

    // node_exporter runs as another user.
    private static final Set<PosixFilePermission> READABLE = PosixFilePermissions.fromString("rw-r--r--");

    private final Path file;
    private Resumption known = Resumption.NOTHING;

    public MetricsTextfile(Path file) {
        this.file = file;
    }

    /** Lets the metrics go on from those in the file. */
    public void resume(ReconcileMetrics metrics) {
        known = earlier();
        metrics.resume(known);
    }

    /** Adds what others have counted in the file meanwhile, and replaces it; readers see the old content or the new. */
    public void write(ReconcileMetrics metrics) {
        metrics.resume(earlier().since(known));
        String text = metrics.text();
        try {
            new WholeFile(file).replace(text, READABLE);
        } catch (IOException e) {
            throw new MetricsException(
                    "cannot write the metrics to '" + file + "': " + reason(e)
                            + "; make room, make its folder writable or set 'metrics_textfile'",
                    e);
        }
        known = Resumption.of(text);
    }

    private Resumption earlier() {
        try {
            return Resumption.of(Files.readString(file));
        } catch (NoSuchFileException | CharacterCodingException e) {
            return Resumption.NOTHING;
        } catch (IOException e) {
            throw new MetricsException(
                    "cannot read the metrics in '" + file + "': " + reason(e)
                            + "; make the file readable or set 'metrics_textfile'",
                    e);
        }
    }

    private static String reason(IOException e) {
        return e instanceof NoSuchFileException ? "its folder does not exist" : Message.of(e);
    }
}
