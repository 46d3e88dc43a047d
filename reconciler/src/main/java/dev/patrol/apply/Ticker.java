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
        public void sleep(Duration duration) throws InterruptedException {
            Thread.sleep(duration.toMillis());
        }
    };

    Instant now();

    void sleep(Duration duration) throws InterruptedException;
}
