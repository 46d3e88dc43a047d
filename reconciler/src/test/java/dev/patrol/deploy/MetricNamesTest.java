package dev.patrol.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patrol.apply.StepResult;
import dev.patrol.diff.Layer;
import dev.patrol.metrics.KnownMetrics;
import dev.patrol.status.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Dashboards and alerts speak of metrics, labels and values that Patrol has. A misspelt one would show nothing, for ever. */
class MetricNamesTest {
    private static final Map<String, Set<String>> KNOWN = KnownMetrics.labels();
    /** What Prometheus adds. */
    private static final Set<String> OF_PROMETHEUS = Set.of("instance", "job");

    private static final Map<String, Set<String>> VALUES = Map.of(
            "status", labels(Outcome.Kind.values(), Outcome.Kind::label),
            "layer", labels(Layer.values(), Layer::label),
            "result", labels(StepResult.Kind.values(), StepResult.Kind::label));

    private static final Pattern SELECTOR = Pattern.compile("(patrol_\\w+)(?:\\{([^}]*)})?");
    private static final Pattern MATCHER = Pattern.compile("(\\w+) *(?:=~|!~|!=|=) *\"([^\"]*)\"");
    private static final Pattern GROUPING = Pattern.compile("(?:by|without|on|ignoring) *\\(([^)]*)\\)");
    private static final Pattern LEGEND = Pattern.compile("\\{\\{ *(?:\\$labels\\.)?(\\w+) *}}");
    private static final Pattern MADE_LABEL = Pattern.compile("label_replace\\(.*?, *\"(\\w+)\"");

    /** An expression and the texts that show its labels. */
    private record Use(String where, String expression, String texts) {}

    @Test
    void everyMetricLabelAndValueExists() {
        assertEquals(List.of(), uses().flatMap(use -> mistakes(use).stream()).toList());
    }

    @Test
    void everyMetricIsShown() {
        Set<String> shown = new TreeSet<>();
        DashboardQueries.all().forEach(query -> shown.addAll(metrics(query.expression())));

        assertEquals(KNOWN.keySet(), shown);
    }

    @Test
    void findsMisspeltNames() {
        Use misspelt = new Use(
                "here",
                "sum by (clutser) (patrol_cluster_status{staus=\"in_sync\", status=~\"in_sync|chagned\"}) + patrol_node",
                "{{nod}}");

        assertEquals(
                List.of(
                        "here: no metric has the label 'staus'",
                        "here: 'status' is never 'chagned'",
                        "here: no metric 'patrol_node'",
                        "here: 'clutser' is no label of what is queried",
                        "here: 'nod' is no label of what is queried"),
                mistakes(misspelt));
    }

    private static Stream<Use> uses() {
        Stream<Use> panels = DashboardQueries.all().stream()
                .map(query -> new Use(query.toString(), query.expression(), query.legend()));
        Stream<Use> alerts = ShippedFiles.alerts().stream()
                .map(alert -> new Use(
                        alert.name(), alert.expression(), alert.annotations().toString()));
        return Stream.concat(panels, alerts);
    }

    private static List<String> mistakes(Use use) {
        List<String> mistakes = new ArrayList<>();
        Set<String> labels = new HashSet<>(OF_PROMETHEUS);
        SELECTOR.matcher(use.expression()).results().forEach(selector -> {
            Set<String> own = KNOWN.get(selector.group(1));
            if (own == null) {
                mistakes.add(use.where() + ": no metric '" + selector.group(1) + "'");
            } else {
                labels.addAll(own);
                checkMatchers(use.where(), selector.group(2), own, mistakes);
            }
        });
        first(MADE_LABEL, use.expression()).forEach(labels::add);
        Stream<String> grouped = first(GROUPING, use.expression()).flatMap(list -> Arrays.stream(list.split(",")));
        Stream.concat(grouped, first(LEGEND, use.texts()))
                .map(String::trim)
                .filter(label -> !labels.contains(label))
                .forEach(label -> mistakes.add(use.where() + ": '" + label + "' is no label of what is queried"));
        assertTrue(
                labels.size() > OF_PROMETHEUS.size()
                        || !metrics(use.expression()).isEmpty(),
                use::toString);
        return mistakes;
    }

    private static void checkMatchers(String where, String matchers, Set<String> labels, List<String> mistakes) {
        Matcher matcher = MATCHER.matcher(matchers == null ? "" : matchers);
        while (matcher.find()) {
            String label = matcher.group(1);
            if (!labels.contains(label) && !OF_PROMETHEUS.contains(label)) {
                mistakes.add(where + ": no metric has the label '" + label + "'");
            }
            Set<String> values = VALUES.getOrDefault(label, Set.of());
            Arrays.stream(matcher.group(2).split("\\|"))
                    .filter(value -> !values.isEmpty() && !values.contains(value))
                    .forEach(value -> mistakes.add(where + ": '" + label + "' is never '" + value + "'"));
        }
    }

    private static Set<String> metrics(String expression) {
        return first(SELECTOR, expression).collect(Collectors.toSet());
    }

    private static Stream<String> first(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(found -> found.group(1));
    }

    private static <T> Set<String> labels(T[] values, Function<T, String> label) {
        return Arrays.stream(values).map(label).collect(Collectors.toSet());
    }
}
