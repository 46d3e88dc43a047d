package dev.patrol.metrics;

import static dev.patrol.metrics.Reports.FINE;
import static dev.patrol.metrics.Reports.cluster;
import static dev.patrol.metrics.Reports.fleet;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.patrol.apply.StepResult;
import dev.patrol.definition.ClusterName;
import dev.patrol.status.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MetricsDocumentTest {
    private static final Pattern ROW = Pattern.compile("\\| `(patrol_\\w+)` \\| (\\w+) \\| ([^|]*?) ?\\| (.*) \\|");

    @Test
    void theDocumentListsExactlyTheMetricsWithTypeLabelsAndMeaning() throws IOException {
        List<String> documented = Files.readString(Path.of("docs/metrics.md"))
                .lines()
                .map(ROW::matcher)
                .filter(java.util.regex.Matcher::matches)
                .map(row -> String.join(" | ", row.group(1), row.group(2), row.group(3), row.group(4)))
                .toList();

        List<String> known = Arrays.stream(Metric.values())
                .map(metric -> String.join(
                        " | ",
                        metric.exposedName(),
                        metric.type().label(),
                        metric.labels().stream().map(label -> "`" + label + "`").collect(Collectors.joining(", ")),
                        metric.help()))
                .toList();
        assertEquals(known, documented);
    }

    @Test
    void whatIsScrapedIsExactlyWhatIsListed() {
        ReconcileMetrics metrics = Reports.metrics();
        metrics.stepFinished(new ClusterName("pay"), Reports.restart("pg1", StepResult.Kind.FAILED));
        Reports.pass(
                metrics,
                fleet(
                        cluster("pay", Outcome.Kind.IN_SYNC, Map.of("pg1", FINE)),
                        Reports.waiting("night", Reports.ENDED)));

        Map<String, Set<String>> scraped = new TreeMap<>();
        for (Sample sample : SampleReader.read(metrics.text()).orElseThrow()) {
            String name = sample.name().replaceFirst("(?<=duration_seconds)_(count|sum)$", "");
            scraped.computeIfAbsent(name, missing -> new TreeSet<>())
                    .addAll(sample.labels().keySet());
        }

        Map<String, Set<String>> listed = new TreeMap<>();
        for (Metric metric : Metric.values()) {
            listed.put(metric.exposedName(), new TreeSet<>(metric.labels()));
        }
        assertEquals(listed, scraped);
    }
}
