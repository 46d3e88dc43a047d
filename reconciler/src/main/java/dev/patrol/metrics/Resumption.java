package dev.patrol.metrics;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Of an earlier run's samples, those that the next run goes on from; all others it sees anew. */
record Resumption(List<Sample> samples) {
    private static final List<Metric> COUNTERS = List.of(Metric.GIT_FETCH_FAILURES, Metric.STEPS, Metric.RESTARTS);

    Map<Series, Double> counters() {
        Map<Series, Double> counters = new HashMap<>();
        COUNTERS.forEach(metric -> of(metric.exposedName())
                .filter(sample -> sample.labels().keySet().containsAll(metric.labels()))
                .filter(sample -> isCount(sample.value()))
                .forEach(sample -> counters.put(new Series(metric, values(metric, sample)), sample.value())));
        return counters;
    }

    long passes() {
        return (long) single(Metric.PASS_DURATION.exposedName() + "_count")
                .orElse(0.0)
                .doubleValue();
    }

    double passSeconds() {
        return single(Metric.PASS_DURATION.exposedName() + "_sum").orElse(0.0);
    }

    Optional<Double> lastPass() {
        return single(Metric.LAST_PASS_TIMESTAMP.exposedName());
    }

    /** The values of the labels, in their order. */
    Optional<List<String>> gitRevision() {
        return of(Metric.GIT_REVISION_INFO.exposedName())
                .filter(sample -> sample.labels().keySet().containsAll(Metric.GIT_REVISION_INFO.labels()))
                .findFirst()
                .map(sample -> values(Metric.GIT_REVISION_INFO, sample));
    }

    private Stream<Sample> of(String name) {
        return samples.stream().filter(sample -> sample.name().equals(name));
    }

    private Optional<Double> single(String name) {
        return of(name).map(Sample::value).filter(Resumption::isCount).findFirst();
    }

    private static List<String> values(Metric metric, Sample sample) {
        return metric.labels().stream().map(sample.labels()::get).toList();
    }

    private static boolean isCount(double value) {
        return Double.isFinite(value) && value >= 0;
    }
}
