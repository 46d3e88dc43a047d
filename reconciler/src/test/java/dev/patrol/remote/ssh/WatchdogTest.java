package dev.patrol.remote.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
final class WatchdogTest {
    @Test
    void aCallThatHangsIsBrokenOffAtTheLimit() {
        CountDownLatch closed = new CountDownLatch(1);

        try (Watchdog watchdog = new Watchdog()) {
            IOException late = assertThrows(
                    Watchdog.TimeLimit.class,
                    () -> watchdog.within(Duration.ofSeconds(1), closed::countDown, () -> hang(closed)));

            assertEquals("no answer within 1 s", late.getMessage());
        }
    }

    @Test
    void aCallInTimeGivesItsResultOrItsOwnFailure() throws IOException {
        try (Watchdog watchdog = new Watchdog()) {
            assertEquals("done", watchdog.within(Duration.ofSeconds(5), () -> {}, () -> "done"));
            IOException own = assertThrows(
                    IOException.class,
                    () -> watchdog.within(Duration.ofSeconds(5), () -> {}, () -> {
                        throw new IOException("own");
                    }));
            assertEquals("own", own.getMessage());
        }
    }

    private static String hang(CountDownLatch closed) throws IOException {
        try {
            closed.await();
            throw new IOException("stream closed");
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
