package dev.patrol.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/** The counters that have begun to count. */
final class Counters {
    private final MeterRegistry registry;
    private final Map<Series, Counter> counters = new HashMap<>();

    Counters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Adding 0 makes the series appear, so that Prometheus sees its first growth. */
    synchronized void add(Series series, double amount) {
        counters.computeIfAbsent(series, this::register).increment(amount);
    }

    synchronized void removeIf(Predicate<Series> condition) {
        counters.entrySet().removeIf(entry -> {
            boolean removed = condition.test(entry.getKey());
            if (removed) {
                registry.remove(entry.getValue());
            }
            return removed;
        });
    }

    private Counter register(Series series) {
        return Counter.builder(series.metric().exposedName())
                .description(series.metric().help())
                .tags(series.tags())
                .register(registry);
    }
}
