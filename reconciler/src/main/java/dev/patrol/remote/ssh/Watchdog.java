package dev.patrol.remote.ssh;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ends calls that would wait for ever. sshj's own time-outs do not cover reading: from a frozen machine it waits until
 * the connection is closed under it, which is what a watchdog's {@code abort} does.
 */
final class Watchdog implements AutoCloseable {
    private final ScheduledThreadPoolExecutor timer;

    Watchdog() {
        timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "ssh-watchdog");
            thread.setDaemon(true);
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
    }

    /** Runs the call; at the limit {@code abort}, which must not block, has to make it fail. */
    <T> T within(Duration limit, Runnable abort, Call<T> call) throws IOException {
        AtomicBoolean late = new AtomicBoolean();
        ScheduledFuture<?> alarm = timer.schedule(
                () -> {
                    late.set(true);
                    abort.run();
                },
                limit.toMillis(),
                TimeUnit.MILLISECONDS);
        try {
            return call.run();
        } catch (IOException | IllegalStateException e) {
            throw late.get() ? new TimeLimit(limit, e) : asIo(e);
        } finally {
            alarm.cancel(false);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    /** sshj answers with these where a connection has died between two calls. */
    private static IOException asIo(Exception failure) {
        return failure instanceof IOException io ? io : new IOException(failure.getMessage(), failure);
    }

    /** What is to be done in time. */
    @FunctionalInterface
    interface Call<T> {
        T run() throws IOException;
    }

    /** The limit was reached. */
    static final class TimeLimit extends IOException {
        private static final long serialVersionUID = 1L;

        private final long seconds;

        TimeLimit(Duration limit, Throwable cause) {
            super("no answer within " + limit.toSeconds() + " s", cause);
            this.seconds = limit.toSeconds();
        }

        long seconds() {
            return seconds;
        }
    }
}
