package dev.patrol.daemon;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns SIGTERM and SIGINT into an orderly end with exit status 0. The JVM alone would end with 143 and without waiting.
 *
 * <p>Make it before everything that has to be closed, and release it last: then the process ends.
 */
public final class StopSignal {
    private final CountDownLatch released = new CountDownLatch(1);
    private final Thread hook;

    private StopSignal(Runnable stop, Duration limit) {
        hook = new Thread(() -> end(stop, limit), "patrol-stop");
    }

    /**
     * From now on a signal runs {@code stop}, waits for {@link #release}, and ends the process.
     *
     * @param stop tells the daemon to stop; may take its time
     * @param limit until the process ends in any case
     */
    public static StopSignal onTermination(Runnable stop, Duration limit) {
        StopSignal signal = new StopSignal(stop, limit);
        Runtime.getRuntime().addShutdownHook(signal.hook);
        return signal;
    }

    private void end(Runnable stop, Duration limit) {
        Thread stopping = new Thread(stop, "patrol-stopping");
        stopping.setDaemon(true);
        stopping.start();
        try {
            released.await(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(0);
    }

    /** What was to be closed is closed. Without a signal, this only forgets about signals. */
    public void release() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // A signal has come, and the hook waits for this.
            released.countDown();
        }
    }
}
