package dev.patrol;

import dev.patrol.cli.PatrolCommand;
import dev.patrol.metrics.MetricsTextfile;
import dev.patrol.metrics.ReconcileMetrics;
import dev.patrol.reconcile.PassEvents;
import dev.patrol.status.StatusStore;
import java.nio.file.Path;

/** Metrics of a single pass, counters going on from the pass before. */
final class TextfileExport {
    static final ReconcileMetrics.Build BUILD =
            new ReconcileMetrics.Build(PatrolCommand.Version.text(), PatrolCommand.Version.revision());

    private final ReconcileMetrics metrics = new ReconcileMetrics(BUILD);
    private final MetricsTextfile file;

    TextfileExport(Path file, StatusStore statuses) {
        this.file = new MetricsTextfile(file);
        metrics.seed(statuses.readAll());
        this.file.resume(metrics);
    }

    PassEvents events() {
        return metrics;
    }

    void write() {
        file.write(metrics);
    }
}
