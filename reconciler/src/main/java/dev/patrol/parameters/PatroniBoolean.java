package dev.patrol.parameters;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Patroni's words for on and off ({@code parse_bool} in {@code patroni/utils.py}). PostgreSQL takes more of them, such as
 * {@code t}, and Patroni then leaves the parameter out of the file.
 */
public final class PatroniBoolean {
    private static final Set<String> ON = Set.of("on", "true", "yes", "1");
    private static final Set<String> OFF = Set.of("off", "false", "no", "0");

    private PatroniBoolean() {}

    /**
     * What Patroni makes of a value; empty for one that it does not know.
     *
     * @param value a boolean, a number or a text, whose case does not matter; null is not known
     */
    public static Optional<Boolean> of(@Nullable Object value) {
        String word = String.valueOf(value).toLowerCase(Locale.ROOT);
        return ON.contains(word) || OFF.contains(word) ? Optional.of(ON.contains(word)) : Optional.empty();
    }

    /** Whether Patroni takes it for on. */
    public static boolean isOn(@Nullable Object value) {
        return of(value).orElse(false);
    }
}
