package dev.patrol.problem;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A kind of reason. Each package has an enum of those that it finds; their sentences stand in {@code view}. */
public interface Cause {
    /** The constant's name. */
    String name();

    /** Its name in JSON, in status files and among the sentences, such as {@code blocker.replica_lags}. */
    default String key() {
        return (getClass().getSimpleName() + "." + name()).toLowerCase(Locale.ROOT);
    }

    /** A reason whose sentence names no fact. */
    default Reason reason() {
        return new Reason(key(), Map.of());
    }

    /**
     * A reason with the facts that its sentence names.
     *
     * @param facts name and value in turn
     */
    default Reason with(Object... facts) {
        Map<String, Object> named = new LinkedHashMap<>();
        for (int i = 0; i < facts.length; i += 2) {
            named.put((String) facts[i], facts[i + 1]);
        }
        return new Reason(key(), named);
    }
}
