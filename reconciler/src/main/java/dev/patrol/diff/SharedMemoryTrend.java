package dev.patrol.diff;

import dev.patrol.diff.Forecast.Order;
import dev.patrol.parameters.SharedMemory;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which of the five parameters that standbys must not have less of than their primary grow, and which shrink, against
 * what the primary runs with.
 */
final class SharedMemoryTrend {
    private final Set<String> growing = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    private final Set<String> shrinking = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

    /** @param controlData the leader's pg_controldata; empty when unknown */
    SharedMemoryTrend(ParameterLayers wanted, Map<String, String> controlData) {
        for (String name : SharedMemory.parameters()) {
            Optional<Long> running = SharedMemory.runningValue(name, controlData);
            long value = SharedMemory.effective(name, wanted.shared(name).orElse(null));
            running.filter(now -> value > now).ifPresent(now -> growing.add(name));
            running.filter(now -> value < now).ifPresent(now -> shrinking.add(name));
        }
    }

    Order orderOf(String name) {
        boolean isMixed = !growing.isEmpty() && !shrinking.isEmpty();
        if (isMixed && (growing.contains(name) || shrinking.contains(name))) {
            return Order.TWO_ROUNDS;
        }
        return shrinking.contains(name) ? Order.LEADER_FIRST : Order.USUAL;
    }
}
