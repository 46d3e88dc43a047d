package dev.patrol.metrics;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Of an earlier run's samples, those that the next run goes on from; all others it sees anew.
 *
 * @param gitRevision the values of the labels, in their order
 */
record Resumption(
        Map<Series, Double> counters,
        double passes,
        double passSeconds,
        Optional<Double> lastPass,
        Optional<List<String>> gitRevision) {
    static final Resumption NOTHING = new Resumption(Map.of(), 0, 0, Optional.empty(), Optional.empty());

    private static final List<Metric> COUNTERS = List.of(Metric.GIT_FETCH_FAILURES, Metric.STEPS, Metric.RESTARTS);

    Resumption {
        counters = Map.copyOf(counters);
    }

    /** Nothing where the text is damaged or not Patrol's. */
    static Resumption of(String exposition) {
        return SampleReader.read(exposition)
                .map(Samples::new)
                .filter(Samples::areOurs)
                .map(Samples::resumption)
                .orElse(NOTHING);
    }

    /** What was counted since an earlier reading; a count that has become smaller began anew. */
    Resumption since(Resumption before) {
        Map<Series, Double> grown = new HashMap<>();
        counters.forEach((series, count) -> {
            double known = before.counters.getOrDefault(series, 0.0);
            if (count != known) {
                grown.put(series, growth(count, known));
            }
        });
        return new Resumption(
                grown,
                growth(passes, before.passes),
                growth(passSeconds, before.passSeconds),
                Optional.empty(),
                Optional.empty());
    }

    private static double growth(double now, double before) {
        return now >= before ? now - before : now;
    }

    private record Samples(List<Sample> samples) {
        boolean areOurs() {
            return of(Metric.BUILD_INFO.exposedName()).findAny().isPresent();
        }

        Resumption resumption() {
            return new Resumption(
                    counters(),
                    single(Metric.PASS_DURATION.exposedName() + "_count").orElse(0.0),
                    single(Metric.PASS_DURATION.exposedName() + "_sum").orElse(0.0),
                    single(Metric.LAST_PASS_TIMESTAMP.exposedName()),
                    of(Metric.GIT_REVISION_INFO).findFirst().map(sample -> values(Metric.GIT_REVISION_INFO, sample)));
        }

        private Map<Series, Double> counters() {
            Map<Series, Double> counters = new HashMap<>();
            COUNTERS.forEach(metric -> of(metric)
                    .filter(sample -> isCount(sample.value()))
                    .forEach(sample -> counters.put(new Series(metric, values(metric, sample)), sample.value())));
            return counters;
        }

        private Stream<Sample> of(Metric metric) {
            return of(metric.exposedName())
                    .filter(sample -> sample.labels().keySet().containsAll(metric.labels()));
        }

        private Stream<Sample> of(String name) {
            return samples.stream().filter(sample -> sample.name().equals(name));
        }

        private Optional<Double> single(String name) {
            return of(name).map(Sample::value).filter(Samples::isCount).findFirst();
        }

        private static List<String> values(Metric metric, Sample sample) {
            return metric.labels().stream().map(sample.labels()::get).toList();
        }

        private static boolean isCount(double value) {
            return Double.isFinite(value) && value >= 0;
        }
    }
}
