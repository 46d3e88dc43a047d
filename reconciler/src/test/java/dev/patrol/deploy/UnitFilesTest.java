package dev.patrol.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patrol.problem.Problems;
import dev.patrol.settings.Settings;
import dev.patrol.settings.SettingsReader;
import dev.patrol.settings.Surroundings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class UnitFilesTest {
    private static final Set<String> OWN = Set.of(
            "Type",
            "ExecStart",
            "Restart",
            "RestartSec",
            "Environment",
            "ReadWritePaths",
            "SuccessExitStatus",
            "TimeoutStartSec",
            "TimeoutStopSec");

    @Test
    void daemonAndSinglePassAreConfinedAlike() {
        assertEquals(confinement("patrol.service"), confinement("patrol-apply.service"));
        assertTrue(confinement("patrol.service").contains("ProtectSystem=strict"));
    }

    // Java writes the machine code that it runs.
    @Test
    void nothingForbidsWhatJavaNeeds() {
        assertFalse(confinement("patrol.service").contains("MemoryDenyWriteExecute=yes"));
        assertFalse(confinement("patrol.service").contains("ProcSubset=pid"));
    }

    @Test
    void theInstalledSettingsAreValid() {
        Problems problems = new Problems();
        Surroundings surroundings = new Surroundings(Map.of(), Path.of("/var/lib/patrol"), Path.of("/"), "patrol");

        Optional<Settings> settings =
                SettingsReader.load(Optional.of(ShippedFiles.file("deploy/settings.yaml")), surroundings, problems);

        assertEquals(List.of(), problems.all());
        assertEquals(
                Path.of("/var/lib/patrol"), settings.orElseThrow().folders().state());
    }

    @Test
    void everyAlertHasItsEntryInTheRunbook() {
        String runbook = ShippedFiles.text("reconciler/docs/operations.md");
        List<String> missing = ShippedFiles.alerts().stream()
                .map(ShippedFiles.Alert::name)
                .filter(alert -> !runbook.contains("\n### " + alert + "\n"))
                .toList();

        assertEquals(List.of(), missing);
    }

    @Test
    void everyAlertSaysWhatItIsAndWhatToDo() {
        for (ShippedFiles.Alert alert : ShippedFiles.alerts()) {
            assertEquals(
                    Set.of("summary", "description", "runbook"),
                    alert.annotations().keySet(),
                    alert.name());
            assertEquals(
                    "reconciler/docs/operations.md#" + alert.name().toLowerCase(java.util.Locale.ROOT),
                    alert.annotations().get("runbook"));
            assertTrue(
                    Set.of("critical", "warning", "info")
                            .contains(alert.labels().get("severity")),
                    alert.name());
        }
    }

    private static List<String> confinement(String unit) {
        return ShippedFiles.text("deploy/systemd/" + unit)
                .lines()
                .dropWhile(line -> !line.equals("[Service]"))
                .takeWhile(line -> !line.equals("[Install]"))
                .filter(line -> line.contains("=") && !line.startsWith("#"))
                .filter(line -> !OWN.contains(line.substring(0, line.indexOf('='))))
                .collect(Collectors.toList());
    }
}
