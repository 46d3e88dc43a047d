package dev.patrol.apply;

import java.time.Duration;
import java.time.Instant;

/** Time as the executor sees it; tests move it. */
public interface Ticker {
    Ticker SYSTEM = new Ticker() {
        @Override
        public Instant now() {
            return Instant.now();
        }

        @Override
        public Duration elapsed() {
            return Duration.ofNanos(System.nanoTime());
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
            Thread.sleep(duration.toMillis());
        }
    };

    /** The time of day, for windows of time alone: whoever sets the clock moves it. */
    Instant now();

    /** How long it has been since some moment or other; how long something takes is measured by this. */
    Duration elapsed();

    void sleep(Duration duration) throws InterruptedException;
}
