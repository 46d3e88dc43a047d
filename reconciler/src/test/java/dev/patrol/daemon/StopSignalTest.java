package dev.patrol.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Signals need a process of their own. */
@Timeout(60)
class StopSignalTest {
    @Test
    void aSignalEndsTheProcessInOrderAndWithSuccess() throws Exception {
        Process process = startProgram("orderly");
        try (BufferedReader lines = process.inputReader()) {
            assertEquals("begun", lines.readLine());

            process.toHandle().destroy();

            assertEquals(
                    List.of("wait ended", "step ended", "closed"), lines.lines().toList());
            assertTrue(process.waitFor(20, TimeUnit.SECONDS));
            assertEquals(0, process.exitValue());
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void aStepThatDoesNotEndHoldsUpTheProcessNoLongerThanTheLimit() throws Exception {
        Process process = startProgram("stubborn");
        try (BufferedReader lines = process.inputReader()) {
            assertEquals("begun", lines.readLine());

            process.toHandle().destroy();

            assertTrue(process.waitFor(20, TimeUnit.SECONDS));
            assertEquals(0, process.exitValue());
        } finally {
            process.destroyForcibly();
        }
    }

    private static Process startProgram(String manner) throws IOException {
        return new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Program.class.getName(),
                        manner)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** A daemon with one pass that waits for ever, and takes a moment to end its step when the wait is ended. */
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) throws InterruptedException {
            boolean stubborn = arguments[0].equals("stubborn");
            Duration limit = stubborn ? Duration.ofMillis(200) : Duration.ofSeconds(10);
            ExecutorService threads = Executors.newCachedThreadPool();
            Daemon daemon =
                    new Daemon(DaemonSettings.DEFAULTS, () -> waitForEver(stubborn), threads, Clock.systemUTC());
            StopSignal signal = StopSignal.onTermination(() -> daemon.stop(limit), limit);
            try {
                daemon.start();
                daemon.awaitStop();
                print("closed");
            } finally {
                signal.release();
            }
        }

        private static void waitForEver(boolean stubborn) {
            print("begun");
            CountDownLatch never = new CountDownLatch(1);
            do {
                try {
                    never.await();
                } catch (InterruptedException e) {
                    print("wait ended");
                }
            } while (stubborn);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(300));
            print("step ended");
        }

        private static void print(String line) {
            System.out.println(line);
            System.out.flush();
        }
    }
}
