package dev.patrol.metrics;

import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Number and total time of passes. Not a Micrometer timer, because that one cannot go on from an earlier total. */
final class PassTimes {
    private long count;
    private double seconds;

    PassTimes(MeterRegistry registry) {
        FunctionTimer.builder(
                        Metric.PASS_DURATION.exposedName(),
                        this,
                        PassTimes::count,
                        PassTimes::seconds,
                        TimeUnit.SECONDS)
                .description(Metric.PASS_DURATION.help())
                .register(registry);
    }

    synchronized void add(Duration pass) {
        add(1, pass.toNanos() / 1e9);
    }

    synchronized void add(long passes, double time) {
        count += passes;
        seconds += time;
    }

    private synchronized long count() {
        return count;
    }

    private synchronized double seconds() {
        return seconds;
    }
}
