package dev.patrol.daemon;

import dev.patrol.problem.Message;
import dev.patrol.source.SourceException;
import dev.patrol.web.Health;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one pass after the other and remembers how they ended. Whatever a pass throws, the next one is run. */
final class PassRuns {
    private static final Logger LOG = LoggerFactory.getLogger("patrol");
    private static final int MISSED_UNTIL_UNHEALTHY = 3;
    // Every wait within a pass has a limit of minutes; a pass that takes longer than this hangs.
    private static final Duration LONGEST_PASS = Duration.ofHours(1);

    private final Daemon.Pass pass;
    private final DaemonSettings settings;
    private final Clock clock;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final AtomicBoolean asked = new AtomicBoolean();
    private final Instant created;
    private Optional<Instant> lastPass = Optional.empty();
    private Optional<Instant> runningSince = Optional.empty();
    private Optional<String> failure = Optional.empty();

    PassRuns(Daemon.Pass pass, DaemonSettings settings, Clock clock) {
        this.pass = pass;
        this.settings = settings;
        this.clock = clock;
        this.created = clock.instant();
    }

    /** Whether a pass has to be asked for: not when one was and has not begun. */
    boolean ask() {
        return asked.compareAndSet(false, true);
    }

    void runAfterJitter() {
        long most = settings.jitter().toMillis();
        try {
            if (most > 0 && stopping.await(ThreadLocalRandom.current().nextLong(most), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        run();
    }

    void run() {
        // First, so that whoever asks from here on gets another pass: this one may already have fetched.
        asked.set(false);
        begin();
        try {
            if (!isStopping()) {
                pass.run();
                end(Optional.empty());
            }
        } catch (SourceException e) {
            end(Optional.of(Message.of(e)));
        } catch (RuntimeException e) {
            LOG.error("a pass failed unexpectedly; the next one comes as planned", e);
            end(Optional.of("unexpected " + e.getClass().getSimpleName() + ", see the log"));
        } finally {
            idle();
        }
    }

    private synchronized void begin() {
        runningSince = Optional.of(clock.instant());
    }

    private synchronized void end(Optional<String> reason) {
        failure = reason;
        if (reason.isEmpty() && !Thread.currentThread().isInterrupted()) {
            lastPass = Optional.of(clock.instant());
        }
    }

    private synchronized void idle() {
        runningSince = Optional.empty();
        notifyAll();
    }

    void stop() {
        stopping.countDown();
    }

    boolean isStopping() {
        return stopping.getCount() == 0;
    }

    /** Whether no pass is running any more, at the latest when the limit has passed. */
    synchronized boolean awaitIdle(Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (runningSince.isPresent()) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    synchronized Health health() {
        Instant deadline = lastPass.orElse(created);
        for (int i = 0; i < MISSED_UNTIL_UNHEALTHY; i++) {
            deadline = settings.schedule().next(deadline);
        }
        Optional<Instant> patience = runningSince.map(since -> since.plus(LONGEST_PASS));
        if (patience.isPresent() && patience.get().isAfter(deadline)) {
            deadline = patience.get();
        }
        return new Health(!isStopping(), lastPass, deadline, failure);
    }
}
