package dev.patrol.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patrol.calendar.CronTimes;
import dev.patrol.source.SourceException;
import dev.patrol.web.Health;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class DaemonTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final DaemonSettings HOURLY = every(Duration.ofHours(1));
    private static final DaemonSettings OFTEN = every(Duration.ofMillis(20));

    private final ExecutorService threads = Executors.newSingleThreadExecutor();
    private Optional<Daemon> running = Optional.empty();

    private static DaemonSettings every(Duration interval) {
        return new DaemonSettings(new Schedule.Every(interval), Duration.ZERO);
    }

    private Daemon start(DaemonSettings settings, Daemon.Pass pass) {
        Daemon daemon = new Daemon(settings, pass, threads, Clock.systemUTC());
        running = Optional.of(daemon);
        daemon.start();
        return daemon;
    }

    @AfterEach
    void stop() {
        running.ifPresent(daemon -> daemon.stop(LIMIT));
        threads.shutdownNow();
    }

    @Test
    void theFirstPassComesAtOnce() throws InterruptedException {
        CountDownLatch passes = new CountDownLatch(1);

        start(HOURLY, passes::countDown);

        assertReached(passes);
    }

    @Test
    void passesFollowTheInterval() throws InterruptedException {
        CountDownLatch passes = new CountDownLatch(4);

        start(OFTEN, passes::countDown);

        assertReached(passes);
    }

    @Test
    void passesFollowACronExpression() throws InterruptedException {
        CountDownLatch passes = new CountDownLatch(2);

        start(new DaemonSettings(new Schedule.Cron(new CronTimes("* * * * * ?")), Duration.ZERO), passes::countDown);

        assertReached(passes);
    }

    @Test
    void neverDoTwoPassesRunSideBySide() throws InterruptedException {
        AtomicInteger atOnce = new AtomicInteger();
        AtomicBoolean overlapped = new AtomicBoolean();
        CountDownLatch passes = new CountDownLatch(5);

        Daemon daemon = start(OFTEN, () -> {
            overlapped.compareAndSet(false, atOnce.incrementAndGet() > 1);
            pause(50);
            atOnce.decrementAndGet();
            passes.countDown();
        });
        daemon.trigger();

        assertReached(passes);
        assertFalse(overlapped.get());
    }

    @Test
    void aPassThatFailsDoesNotEndTheDaemon() throws InterruptedException {
        AtomicInteger number = new AtomicInteger();
        CountDownLatch passes = new CountDownLatch(3);

        start(OFTEN, () -> {
            passes.countDown();
            if (number.incrementAndGet() == 1) {
                throw new SourceException("cannot fetch");
            }
            throw new IllegalStateException("a bug");
        });

        assertReached(passes);
    }

    @Test
    void whoeverAsksDuringAPassGetsExactlyOneMore() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch second = new CountDownLatch(2);
        AtomicInteger passes = new AtomicInteger();
        Daemon daemon = start(HOURLY, () -> {
            passes.incrementAndGet();
            begun.countDown();
            await(asked);
            second.countDown();
        });
        assertReached(begun);

        for (int i = 0; i < 10; i++) {
            daemon.trigger();
        }
        asked.countDown();

        assertReached(second);
        assertTrue(daemon.stop(LIMIT));
        assertEquals(2, passes.get());
    }

    @Test
    void stoppingInterruptsTheWaitsOfAPass() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        AtomicBoolean interrupted = new AtomicBoolean();
        Daemon daemon = start(OFTEN, () -> {
            begun.countDown();
            interrupted.set(await(never));
        });
        assertReached(begun);

        assertTrue(daemon.stop(LIMIT));

        assertTrue(interrupted.get());
        assertFalse(daemon.health().scheduling());
        assertEquals(Optional.empty(), daemon.health().lastPass());
        assertTrue(daemon.stop(LIMIT));
        daemon.awaitStop();
    }

    @Test
    void stoppingWaitsForTheStepUnderWay() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        AtomicBoolean ended = new AtomicBoolean();
        Daemon daemon = start(
                HOURLY,
                () -> threads.execute(() -> {
                    begun.countDown();
                    await(mayEnd);
                    ended.set(true);
                }));
        assertReached(begun);

        assertFalse(daemon.stop(Duration.ofMillis(20)), "the step is still under way");
        mayEnd.countDown();
        assertTrue(daemon.stop(LIMIT));

        assertTrue(ended.get());
    }

    @Test
    void nothingBeginsAfterStopping() {
        AtomicInteger passes = new AtomicInteger();
        Daemon daemon = start(OFTEN, passes::incrementAndGet);
        assertTrue(daemon.stop(LIMIT));
        int before = passes.get();

        daemon.trigger();

        assertEquals(before, passes.get());
    }

    @Test
    void healthTellsOfPassesAndFailures() throws InterruptedException {
        Instant now = Instant.parse("2026-11-22T12:00:00Z");
        PassRuns runs = new PassRuns(() -> {}, HOURLY, Clock.fixed(now, ZoneOffset.UTC));
        assertEquals(
                new Health(true, Optional.empty(), now.plus(Duration.ofHours(3)), Optional.empty()), runs.health());

        runs.run();

        assertEquals(
                new Health(true, Optional.of(now), now.plus(Duration.ofHours(3)), Optional.empty()), runs.health());
        assertTrue(runs.awaitIdle(Duration.ZERO));
    }

    @Test
    void aPassThatCouldNotFetchIsNoPass() {
        PassRuns runs = new PassRuns(
                () -> {
                    throw new SourceException("cannot fetch 'x': refused");
                },
                HOURLY,
                Clock.systemUTC());

        runs.run();

        assertEquals(Optional.empty(), runs.health().lastPass());
        assertEquals(Optional.of("cannot fetch 'x': refused"), runs.health().failure());
    }

    @Test
    void aPassThatRunsIsASignOfLifeForAnHour() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        Instant before = Instant.now();
        Daemon daemon = start(every(Duration.ofMinutes(1)), () -> {
            begun.countDown();
            await(mayEnd);
        });
        assertReached(begun);

        assertFalse(daemon.health().deadline().isBefore(before.plus(Duration.ofHours(1))));
        mayEnd.countDown();
    }

    @Test
    void theUsualJitterIsSmall() {
        assertEquals(
                Duration.ofSeconds(3),
                DaemonSettings.of(new Schedule.Every(Duration.ofMinutes(1))).jitter());
        assertEquals(
                Duration.ofSeconds(5),
                DaemonSettings.of(new Schedule.Every(Duration.ofHours(1))).jitter());
    }

    private static void assertReached(CountDownLatch latch) throws InterruptedException {
        assertTrue(latch.await(LIMIT.toSeconds(), TimeUnit.SECONDS));
    }

    private static void pause(long millis) {
        java.util.concurrent.locks.LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    /** Whether the wait was interrupted. */
    private static boolean await(CountDownLatch latch) {
        try {
            latch.await();
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
