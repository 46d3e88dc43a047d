package dev.patrol;

import dev.patrol.metrics.MetricsException;
import dev.patrol.metrics.MetricsTextfile;
import dev.patrol.metrics.ReconcileMetrics;
import dev.patrol.problem.Message;
import dev.patrol.reconcile.FleetReport;
import dev.patrol.reconcile.PassEvents;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Metrics in a file, counters going on from what it says. A file that cannot be had is told of, and stops no pass. */
final class TextfileExport {
    private static final Logger LOG = LoggerFactory.getLogger("patrol");

    private final ReconcileMetrics metrics;
    private final MetricsTextfile file;

    TextfileExport(Path file, ReconcileMetrics metrics) {
        this.metrics = metrics;
        this.file = new MetricsTextfile(file);
        // What keeps the file from being read will keep it from being written: that tells of it.
        attempt(() -> this.file.resume(metrics));
    }

    /** Why the file could not be written; empty where it was. */
    Optional<String> write() {
        return attempt(() -> file.write(metrics));
    }

    /** Writes after every pass. To be told after the metrics. */
    PassEvents afterEachPass() {
        return new PassEvents() {
            @Override
            public void fleetFinished(FleetReport report) {
                writeOrLog();
            }

            @Override
            public void fetchFailed(String reason) {
                writeOrLog();
            }
        };
    }

    private void writeOrLog() {
        write().ifPresent(failure -> LOG.error("{}", failure));
    }

    private static Optional<String> attempt(Runnable work) {
        try {
            work.run();
            return Optional.empty();
        } catch (MetricsException e) {
            return Optional.of(Message.of(e));
        }
    }
}
