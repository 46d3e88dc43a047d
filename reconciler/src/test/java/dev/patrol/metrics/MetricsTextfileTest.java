package dev.patrol.metrics;

import static dev.patrol.metrics.Reports.FINE;
import static dev.patrol.metrics.Reports.cluster;
import static dev.patrol.metrics.Reports.fleet;
import static dev.patrol.metrics.Reports.metrics;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patrol.apply.StepResult;
import dev.patrol.definition.ClusterName;
import dev.patrol.reconcile.Selection;
import dev.patrol.status.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsTextfileTest {
    @TempDir
    private Path folder;

    private Path file;
    private MetricsTextfile textfile;

    @BeforeEach
    void nameFile() {
        file = folder.resolve("patrol.prom");
        textfile = new MetricsTextfile(file);
    }

    @Test
    void othersCanReadTheFileAndNothingIsLeftBesideIt() throws IOException {
        textfile.write(metrics());

        assertEquals("rw-r--r--", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        try (var files = Files.list(folder)) {
            assertEquals(List.of(file), files.toList());
        }
    }

    @Test
    void countersGrowFromRunToRun() {
        for (int run = 0; run < 3; run++) {
            ReconcileMetrics metrics = metrics();
            textfile.resume(metrics);
            metrics.stepFinished(new ClusterName("pay"), Reports.restart("pg1", StepResult.Kind.DONE));
            metrics.fetchFailed("refused");
            Reports.pass(metrics, fleet(cluster("pay", Outcome.Kind.CHANGED, Map.of("pg1", FINE))));
            textfile.write(metrics);
        }

        assertHolds("patrol_steps_total{cluster=\"pay\",kind=\"restart\",result=\"done\"} 3.0");
        assertHolds("patrol_restarts_total{cluster=\"pay\",node=\"pg1\",result=\"done\"} 3.0");
        assertHolds("patrol_git_fetch_failures_total 3.0");
        assertHolds("patrol_pass_duration_seconds_count 3");
        assertHolds("patrol_pass_duration_seconds_sum 4.5");
    }

    @Test
    void whatTwoRunsCountSideBySideGrowsTogether() {
        MetricsTextfile ofDaemon = new MetricsTextfile(file);
        ReconcileMetrics daemon = metrics();
        ofDaemon.resume(daemon);
        for (int pass = 0; pass < 2; pass++) {
            daemon.fetchFailed("refused");
            ofDaemon.write(daemon);

            ReconcileMetrics byHand = metrics();
            textfile.resume(byHand);
            byHand.fetchFailed("refused");
            byHand.stepFinished(new ClusterName("pay"), Reports.restart("pg1", StepResult.Kind.DONE));
            Reports.pass(byHand, fleet(cluster("pay", Outcome.Kind.CHANGED, Map.of("pg1", FINE))));
            textfile.write(byHand);
        }
        ofDaemon.write(daemon);
        ofDaemon.write(daemon);

        assertHolds("patrol_git_fetch_failures_total 4.0");
        assertHolds("patrol_steps_total{cluster=\"pay\",kind=\"restart\",result=\"done\"} 2.0");
        assertHolds("patrol_pass_duration_seconds_count 2");
        assertHolds("patrol_pass_duration_seconds_sum 3.0");
    }

    @Test
    void aFileThatSomebodyBeganAnewIsAddedWhole() throws IOException {
        ReconcileMetrics daemon = metrics();
        daemon.fetchFailed("refused");
        daemon.fetchFailed("refused");
        textfile.write(daemon);
        Files.delete(file);
        ReconcileMetrics other = metrics();
        other.fetchFailed("refused");
        new MetricsTextfile(file).write(other);

        textfile.write(daemon);

        assertHolds("patrol_git_fetch_failures_total 3.0");
    }

    @Test
    void aRunThatMakesNoPassOverTheFleetKeepsTheTimeOfTheLast() {
        ReconcileMetrics first = metrics();
        Reports.pass(first, fleet());
        textfile.write(first);

        ReconcileMetrics second = metrics();
        textfile.resume(second);
        second.fetchFailed("refused");
        textfile.write(second);

        assertHolds("patrol_last_pass_timestamp_seconds 1.79534880025E9");
        assertHolds("patrol_git_revision_info{branch=\"main\",revision=\"4f1c2a9be0\"} 1");
    }

    @Test
    void countersOfAClusterThatLeftGitEndWithItAlsoInTheFile() throws IOException {
        ReconcileMetrics first = metrics();
        first.stepFinished(new ClusterName("old"), Reports.restart("pg1", StepResult.Kind.DONE));
        textfile.write(first);

        ReconcileMetrics second = metrics();
        textfile.resume(second);
        Reports.pass(second, fleet(new Selection(Set.of(new ClusterName("pay")), Set.of())));
        assertTrue(second.text().contains("old"), "a pass over a part keeps all counters");
        Reports.pass(second, fleet());
        textfile.write(second);

        assertTrue(Files.readString(file).lines().noneMatch(line -> line.contains("old")));
    }

    @Test
    void labelsOfAnyCharactersSurviveTheFile() {
        ReconcileMetrics first = metrics();
        Reports.pass(
                first,
                new dev.patrol.reconcile.FleetReport(
                        new dev.patrol.definition.Revision("r"),
                        "a\"b\\c,d}\ne",
                        java.util.Optional.empty(),
                        Selection.ALL,
                        List.of(),
                        List.of(),
                        fleet().span()));
        textfile.write(first);

        ReconcileMetrics second = metrics();
        textfile.resume(second);

        assertEquals(first.text(), second.text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "patrol_git_fetch_failures_total 7.0\n",
                "patrol_build_info{version=\"1\"} 1\npatrol_git_fetch_failures_total 7.0\npatrol_steps_tot",
                "patrol_build_info{version=\"1\"} 1\npatrol_git_fetch_failures_total seven\n",
                "patrol_build_info{version=\"1\"} 1\npatrol_git_fetch_failures_total NaN\n",
                "patrol_build_info{version=\"1\"} 1\npatrol_git_fetch_failures_total -7\n",
                "patrol_build_info{version=\"1} 1\npatrol_git_fetch_failures_total 7.0\n",
                "root:x:0:0:root:/root:/bin/bash\n",
                "\u0000\u0000\u0000"
            })
    void aDamagedOrForeignFileCountsAsNone(String content) throws IOException {
        Files.writeString(file, content);
        ReconcileMetrics metrics = metrics();

        textfile.resume(metrics);

        assertEquals(metrics().text(), metrics.text());
    }

    @Test
    void bytesThatAreNoTextCountAsNone() throws IOException {
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        ReconcileMetrics metrics = metrics();

        textfile.resume(metrics);

        assertEquals(metrics().text(), metrics.text());
    }

    @Test
    void aMissingFolderIsNamedWithTheWayOut() {
        MetricsTextfile nowhere = new MetricsTextfile(folder.resolve("missing/patrol.prom"));

        MetricsException refusal = assertThrows(MetricsException.class, () -> nowhere.write(metrics()));

        assertEquals(
                "cannot write the metrics to '" + folder.resolve("missing/patrol.prom")
                        + "': its folder does not exist; make room, make its folder writable or set 'metrics_textfile'",
                refusal.getMessage());
    }

    private void assertHolds(String line) {
        String text = assertRead();
        assertTrue(text.lines().anyMatch(line::equals), () -> line + " is missing in\n" + text);
    }

    private String assertRead() {
        return org.junit.jupiter.api.Assertions.assertDoesNotThrow(() -> Files.readString(file));
    }
}
