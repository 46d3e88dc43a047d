package dev.patrol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patrol.metrics.ReconcileMetrics;
import dev.patrol.metrics.Reports;
import dev.patrol.reconcile.PassEvents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever writes the file goes on from it: the daemon after each pass, a single pass at its end. */
class TextfileExportTest {
    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = folder.resolve("patrol.prom");
    }

    private String fetchFailures() throws IOException {
        return Files.readString(file)
                .lines()
                .filter(line -> line.startsWith("patrol_git_fetch_failures_total "))
                .findFirst()
                .orElse("");
    }

    @Test
    void aDaemonThatStartsAnewGoesOnCounting() throws IOException {
        for (int start = 0; start < 2; start++) {
            ReconcileMetrics metrics = Reports.metrics();
            TextfileExport export = new TextfileExport(file, metrics);
            PassEvents daemon = PassEvents.all(List.of(metrics, export.afterEachPass()));
            daemon.fetchFailed("refused");
            daemon.fetchFailed("refused");
        }

        assertEquals("patrol_git_fetch_failures_total 4.0", fetchFailures());
    }

    @Test
    void aSinglePassGoesOnFromTheDaemonsFile() throws IOException {
        ReconcileMetrics ofDaemon = Reports.metrics();
        PassEvents daemon = PassEvents.all(List.of(ofDaemon, new TextfileExport(file, ofDaemon).afterEachPass()));
        daemon.fetchFailed("refused");

        ReconcileMetrics ofPass = Reports.metrics();
        TextfileExport export = new TextfileExport(file, ofPass);
        ofPass.fetchFailed("refused");
        assertEquals(Optional.empty(), export.write());
        assertEquals("patrol_git_fetch_failures_total 2.0", fetchFailures());

        daemon.fetchFailed("refused");
        assertEquals("patrol_git_fetch_failures_total 3.0", fetchFailures());
    }

    @Test
    void aFileThatCannotBeHadStopsNothingAndIsToldInTheEnd() throws IOException {
        Files.createDirectories(file);

        String told = new TextfileExport(file, Reports.metrics()).write().orElse("");

        assertTrue(told.startsWith("cannot read the metrics in '" + file + "': "), told);
    }
}
