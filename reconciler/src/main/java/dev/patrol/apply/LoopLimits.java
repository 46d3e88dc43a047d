package dev.patrol.apply;

import dev.patrol.tree.ConfigTree;
import java.time.Duration;

/**
 * How long Patroni may take for what it does in its loop. No wait ends by these unless what it waits for does not show.
 *
 * @param handled until what it was asked for is done: in the next loop, and a second more for the server to read its files
 *     (patroni/postgresql/config.py)
 * @param shown until that shows everywhere: a loop later
 */
record LoopLimits(Duration handled, Duration shown) {
    // Patroni's loop_wait where the dynamic configuration has none.
    private static final long DEFAULT_LOOP_SECONDS = 10;
    private static final Duration AFTER_LOOP = Duration.ofSeconds(3);

    static LoopLimits of(Work work) {
        long wanted = loopSeconds(work.wanted().dynamic());
        long running = work.seen().dynamic().map(LoopLimits::loopSeconds).orElse(0L);
        Duration loop = Duration.ofSeconds(Math.max(wanted, running));
        return new LoopLimits(loop.plus(AFTER_LOOP), loop.multipliedBy(2).plus(AFTER_LOOP));
    }

    private static long loopSeconds(ConfigTree dynamic) {
        return dynamic.whole("loop_wait", DEFAULT_LOOP_SECONDS);
    }
}
