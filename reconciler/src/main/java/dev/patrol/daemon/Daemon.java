package dev.patrol.daemon;

import dev.patrol.source.SourceException;
import dev.patrol.web.Health;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a pass at the start, then by the schedule, until it is told to stop.
 *
 * <ul>
 *   <li>Never two passes at a time. What became due meanwhile is skipped; what somebody asked for follows.
 *   <li>A pass that fails is logged, and the next one goes on.
 *   <li>Stopping begins nothing new, ends every wait, and lets the step that is under way come to its end.
 * </ul>
 */
public final class Daemon {
    private static final Logger LOG = LoggerFactory.getLogger("patrol");

    private final DaemonSettings settings;
    private final PassRuns runs;
    private final ExecutorService clusterThreads;
    private final PassScheduler scheduler;
    private final CountDownLatch stopped = new CountDownLatch(1);

    /** Uses the threads of the passes' clusters only to wait for them and to end them. */
    public Daemon(DaemonSettings settings, Pass pass, ExecutorService clusterThreads, Clock clock) {
        this.settings = settings;
        this.runs = new PassRuns(pass, settings, clock);
        this.clusterThreads = clusterThreads;
        this.scheduler = new PassScheduler(runs);
    }

    /** A pass over the fleet. It ends early when its thread is interrupted, and tells others what it did. */
    @FunctionalInterface
    public interface Pass {
        void run() throws SourceException;
    }

    /** Returns at once; passes are made on a thread of their own. */
    public void start() {
        LOG.info("passes are made by the schedule {}", settings.schedule());
        scheduler.start(settings.schedule());
    }

    /** Asks for a pass that begins after this call, however often it is called before that begins. */
    public void trigger() {
        if (!runs.isStopping() && runs.ask()) {
            scheduler.runNow();
        }
    }

    public Health health() {
        return runs.health();
    }

    /** Waits until somebody has stopped the daemon, and that has come to its end. */
    public void awaitStop() throws InterruptedException {
        stopped.await();
    }

    /** Stops; whether everything had come to its end when the limit passed. Safe to call again, and from any thread. */
    public boolean stop(Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        runs.stop();
        scheduler.stop();
        boolean ended = false;
        try {
            ended = runs.awaitIdle(limit);
            clusterThreads.shutdown();
            ended &= clusterThreads.awaitTermination(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        scheduler.close();
        stopped.countDown();
        if (!ended) {
            LOG.warn(
                    "stopped after {} s although a step was still under way; the next pass finishes it",
                    limit.toSeconds());
        }
        return ended;
    }
}
