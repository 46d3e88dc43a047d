package dev.patrol.metrics;

import dev.patrol.problem.Message;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;

/**
 * A file in node_exporter's textfile folder, for runs that nobody can scrape.
 *
 * <p>Counters live on in the file: {@link #resume} before a pass, {@link #write} after it. A file that is not Patrol's, or
 * damaged, counts as none.
 */
public final class MetricsTextfile {
    /** node_exporter reads no file with another ending. */
    public static final String SUFFIX = ".prom";

    private final Path file;

    public MetricsTextfile(Path file) {
        this.file = file;
    }

    /** Lets the metrics go on from those in the file. */
    public void resume(ReconcileMetrics metrics) {
        earlier().filter(MetricsTextfile::isOurs).ifPresent(metrics::resume);
    }

    /** Replaces the file atomically; readers see the old content or the new. */
    public void write(ReconcileMetrics metrics) {
        Path target = file.toAbsolutePath();
        try {
            Path fresh = Files.createTempFile(target.getParent(), "." + target.getFileName(), ".tmp");
            try {
                Files.writeString(fresh, metrics.text());
                // node_exporter runs as another user.
                Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-r--r--"));
                Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (IOException e) {
            throw new MetricsException(
                    "cannot write the metrics to '" + file + "': " + reason(e)
                            + "; make its folder writable or set 'metrics_textfile'",
                    e);
        }
    }

    private Optional<List<Sample>> earlier() {
        try {
            return SampleReader.read(Files.readString(file));
        } catch (NoSuchFileException | CharacterCodingException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new MetricsException(
                    "cannot read the metrics in '" + file + "': " + reason(e)
                            + "; make the file readable or set 'metrics_textfile'",
                    e);
        }
    }

    private static boolean isOurs(List<Sample> samples) {
        return samples.stream().anyMatch(sample -> sample.name().equals(Metric.BUILD_INFO.exposedName()));
    }

    private static String reason(IOException e) {
        return e instanceof NoSuchFileException ? "its folder does not exist" : Message.of(e);
    }
}
