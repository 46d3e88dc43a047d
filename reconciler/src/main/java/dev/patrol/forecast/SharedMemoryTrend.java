package dev.patrol.forecast;

import dev.patrol.diff.Forecast.Order;
import dev.patrol.parameters.ServerParameters;
import dev.patrol.parameters.SharedMemory;
import dev.patrol.tree.ConfigTree;
import dev.patrol.yaml.Secret;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which of the five parameters that standbys must not have less of than their primary grow, and which shrink, against
 * what the primary runs with; and who therefore restarts first. A standby refuses to run with less shared memory than its
 * primary has, so what grows must reach the replicas first and what shrinks the leader (Patroni documentation,
 * "PostgreSQL parameters that touch shared memory"). Where one grows while another shrinks, the replicas restart twice.
 *
 * @param growing names, whose case does not matter
 * @param shrinking names, whose case does not matter
 */
public record SharedMemoryTrend(SortedSet<String> growing, SortedSet<String> shrinking) {
    public SharedMemoryTrend {
        growing = names(growing);
        shrinking = names(shrinking);
    }

    private static SortedSet<String> names(Set<String> given) {
        SortedSet<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        names.addAll(given);
        return Collections.unmodifiableSortedSet(names);
    }

    /**
     * What a dynamic configuration does to the five.
     *
     * @param dynamic the dynamic configuration as it will be; Patroni takes the five from there only
     * @param controlData the leader's pg_controldata: what it runs with now; empty when unknown
     */
    public static SharedMemoryTrend of(ConfigTree dynamic, Map<String, String> controlData) {
        SortedMap<String, Object> parameters = ServerParameters.in(dynamic);
        SortedSet<String> growing = new TreeSet<>();
        SortedSet<String> shrinking = new TreeSet<>();
        for (String name : SharedMemory.parameters()) {
            Optional<Object> given = Optional.ofNullable(parameters.get(name)).map(Secret::plain);
            long wanted = SharedMemory.effective(name, given.orElse(null));
            Optional<Long> running = SharedMemory.runningValue(name, controlData);
            running.filter(now -> wanted > now).ifPresent(now -> growing.add(name));
            running.filter(now -> wanted < now).ifPresent(now -> shrinking.add(name));
        }
        return new SharedMemoryTrend(growing, shrinking);
    }

    /** In which order members restart for all of them together. */
    public Order order() {
        if (shrinking.isEmpty()) {
            return Order.USUAL;
        }
        return growing.isEmpty() ? Order.LEADER_FIRST : Order.TWO_ROUNDS;
    }

    /** In which order members restart for one parameter, with regard to the others. */
    Order orderOf(String name) {
        return growing.contains(name) || shrinking.contains(name) ? order() : Order.USUAL;
    }
}
