package dev.patrol.simulator;

import dev.patrol.apply.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Time that passes only when somebody sleeps; what was put off happens on the way, in its order. */
public final class SimulatedTime implements Ticker {
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparing(Event::due).thenComparing(Event::number));
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private Duration fault = Duration.ZERO;
    private long numbers;
    private Instant interruption = Instant.MAX;

    private record Event(Instant due, long number, Runnable what) {}

    @Override
    public Instant now() {
        return now.plus(fault);
    }

    @Override
    public Duration elapsed() {
        return Duration.between(Instant.EPOCH, now);
    }

    /** Somebody sets the clock by which people tell the time. */
    public void setClockBack(Duration by) {
        fault = fault.minus(by);
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        pass(duration);
        if (!now.isBefore(interruption)) {
            interruption = Instant.MAX;
            throw new InterruptedException("by the test");
        }
    }

    /** Lets time pass. */
    public void pass(Duration duration) {
        Instant end = now.plus(duration);
        while (!events.isEmpty() && !events.peek().due().isAfter(end)) {
            Event event = events.poll();
            now = event.due();
            event.what().run();
        }
        now = end;
    }

    /** Whoever sleeps then is interrupted. */
    public void interruptIn(Duration delay) {
        interruption = now.plus(delay);
    }

    public void in(Duration delay, Runnable what) {
        events.add(new Event(now.plus(delay), numbers++, what));
    }
}
