package dev.patrol.parameters;

import dev.patrol.tree.ConfigTree;
import java.util.Map;

/**
 * The times of Patroni's loop in a dynamic configuration, and Patroni's rule on them: {@code loop_wait + 2 * retry_timeout
 * <= ttl}, each with a smallest value. Since 3.2 Patroni adjusts in memory what breaks it, saves that as what it has
 * applied, shows it in {@code GET /config} until its next loop, and leaves the DCS as it is (config.py
 * {@code _validate_and_adjust_timeouts}).
 */
public record LoopTimes(long ttl, long loopWait, long retryTimeout) {
    private static final long SMALLEST_TTL = 20;
    private static final long SMALLEST_LOOP_WAIT = 1;
    private static final long SMALLEST_RETRY_TIMEOUT = 3;
    public static final Map<String, Long> SMALLEST =
            Map.of("ttl", SMALLEST_TTL, "loop_wait", SMALLEST_LOOP_WAIT, "retry_timeout", SMALLEST_RETRY_TIMEOUT);

    public static LoopTimes of(ConfigTree dynamic) {
        return new LoopTimes(
                dynamic.whole("ttl", 30), dynamic.whole("loop_wait", 10), dynamic.whole("retry_timeout", 10));
    }

    /** The least time to live with which Patroni can retry before the leader key expires. */
    public long leastTtl() {
        return loopWait + 2 * retryTimeout;
    }

    /** Whether a member may work with another value of the key than the dynamic configuration has. */
    public static boolean areAdjusted(String key, ConfigTree dynamic) {
        return SMALLEST.containsKey(key) && !of(dynamic).keepTheRule();
    }

    private boolean keepTheRule() {
        return leastTtl() <= ttl
                && ttl >= SMALLEST_TTL
                && loopWait >= SMALLEST_LOOP_WAIT
                && retryTimeout >= SMALLEST_RETRY_TIMEOUT;
    }
}
