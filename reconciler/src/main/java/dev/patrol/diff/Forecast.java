package dev.patrol.diff;

import static java.util.Objects.requireNonNull;

import dev.patrol.definition.NodeName;
import dev.patrol.parameters.Effect;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a change takes, and why.
 *
 * @param order who has to restart first, where that matters
 * @param except nodes that a change of the dynamic configuration does not reach, for they have a value of their own
 * @param reason where it is not obvious, or why the change is refused
 */
public record Forecast(Effect effect, Order order, Set<NodeName> except, Optional<String> reason) {
    /** In which order members restart for one key. */
    public enum Order {
        /** Replicas first, as always when nothing speaks against it. */
        USUAL,
        /** It shrinks, and no standby may have less than its primary. */
        LEADER_FIRST,
        /** Another one shrinks while this one grows: replicas, leader, and once more the replicas. */
        TWO_ROUNDS
    }

    public Forecast {
        requireNonNull(effect, "effect");
        requireNonNull(order, "order");
        except = java.util.Collections.unmodifiableSet(new TreeSet<>(except));
    }

    public static Forecast of(Effect effect) {
        return new Forecast(effect, Order.USUAL, Set.of(), Optional.empty());
    }

    public static Forecast of(Effect effect, String reason) {
        return new Forecast(effect, Order.USUAL, Set.of(), Optional.of(reason));
    }

    public Forecast in(Order other) {
        return new Forecast(effect, other, except, reason);
    }

    public Forecast except(Collection<NodeName> nodes) {
        return new Forecast(effect, order, new TreeSet<>(nodes), reason);
    }
}
