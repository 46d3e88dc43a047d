package dev.patrol.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/** Gauges that belong together: set anew, those that are not named again are gone. */
final class GaugeGroup {
    private final MeterRegistry registry;
    private final Map<Series, Cell> cells = new HashMap<>();

    GaugeGroup(MeterRegistry registry) {
        this.registry = registry;
    }

    private static final class Value {
        private volatile double now;
    }

    private record Cell(Value value, Gauge gauge) {}

    synchronized void replace(Map<Series, Double> values) {
        for (Iterator<Map.Entry<Series, Cell>> entries = cells.entrySet().iterator(); entries.hasNext(); ) {
            Map.Entry<Series, Cell> entry = entries.next();
            if (!values.containsKey(entry.getKey())) {
                registry.remove(entry.getValue().gauge());
                entries.remove();
            }
        }
        values.forEach(this::set);
    }

    private void set(Series series, double value) {
        Cell known = cells.get(series);
        if (known != null) {
            known.value().now = value;
            return;
        }
        Value held = new Value();
        held.now = value;
        Gauge gauge = Gauge.builder(series.metric().exposedName(), held, holder -> holder.now)
                .description(series.metric().help())
                .tags(series.tags())
                .strongReference(true)
                .register(registry);
        cells.put(series, new Cell(held, gauge));
    }
}
