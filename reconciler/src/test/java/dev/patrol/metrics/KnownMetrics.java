package dev.patrol.metrics;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The names that queries may use, with their labels. */
public final class KnownMetrics {
    private KnownMetrics() {}

    /** Labels by the name that Prometheus stores; of a summary without quantiles that is its sum and its count. */
    public static Map<String, Set<String>> labels() {
        Map<String, Set<String>> labels = new TreeMap<>();
        for (Metric metric : Metric.values()) {
            Set<String> names = Set.copyOf(metric.labels());
            if (metric.type() == Metric.Type.SUMMARY) {
                labels.put(metric.exposedName() + "_sum", names);
                labels.put(metric.exposedName() + "_count", names);
            } else {
                labels.put(metric.exposedName(), names);
            }
        }
        return labels;
    }
}
