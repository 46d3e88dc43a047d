package dev.patrol.source;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jgit.lib.EmptyProgressMonitor;

/**
 * Ends a conversation with a server that takes too long.
 *
 * <p>jgit's own time-out is for one read; it knows none for a transfer that trickles, nor for the login of SSH, where a
 * frozen server holds it for two minutes.
 */
final class HardLimit {
    // So that jgit's own, which knows more about the reason, strikes first where it can.
    private static final Duration GRACE = Duration.ofSeconds(1);

    private HardLimit() {}

    /** A conversation; {@link StopWhenInterrupted} makes its transfers end with it. */
    @FunctionalInterface
    interface Conversation<T> {
        T hold() throws IOException, SourceException;
    }

    static <T> T within(Duration limit, String tried, Conversation<T> conversation)
            throws IOException, SourceException {
        FutureTask<T> task = new FutureTask<>(() -> conversation.hold());
        Thread thread = new Thread(task, "git-transfer");
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(limit.plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            task.cancel(true);
            throw new SourceException(tried + ": " + TransportFailure.tooSlow(limit), e);
        } catch (InterruptedException e) {
            task.cancel(true);
            Thread.currentThread().interrupt();
            throw new SourceException(tried + ": interrupted", e);
        } catch (ExecutionException e) {
            throw unwrapped(e);
        }
    }

    private static SourceException unwrapped(ExecutionException e) throws IOException {
        if (e.getCause() instanceof SourceException failure) {
            return failure;
        }
        if (e.getCause() instanceof IOException failure) {
            throw failure;
        }
        throw new IllegalStateException(e.getCause());
    }

    /** jgit asks it now and then during a transfer. */
    static final class StopWhenInterrupted extends EmptyProgressMonitor {
        @Override
        public boolean isCancelled() {
            return Thread.currentThread().isInterrupted();
        }
    }
}
