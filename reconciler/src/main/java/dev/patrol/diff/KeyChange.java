package dev.patrol.diff;

import dev.patrol.parameters.Effect;
import dev.patrol.tree.KeyPath;
import java.util.List;
import java.util.Optional;

/**
 * One key that is not as wanted. Values are what YAML gives; one that must not be shown is a {@link
 * dev.patrol.yaml.Secret}.
 *
 * @param before what was seen; empty: the key is not there
 * @param after what is wanted; empty: the key must go
 * @param origin what was touched, and when
 */
public record KeyChange(
        Layer layer, KeyPath path, Optional<Object> before, Optional<Object> after, Forecast forecast, Origin origin) {
    /** A change of which nobody knows where it came from. */
    public KeyChange(Layer layer, KeyPath path, Optional<Object> before, Optional<Object> after, Forecast forecast) {
        this(layer, path, before, after, forecast, Origin.NONE);
    }

    public KeyChange(Layer layer, KeyPath path, Optional<Object> before, Optional<Object> after, Effect effect) {
        this(layer, path, before, after, Forecast.of(effect), Origin.NONE);
    }

    KeyChange(
            Layer layer, KeyPath path, Optional<Object> before, Optional<Object> after, Effect effect, Origin origin) {
        this(layer, path, before, after, Forecast.of(effect), origin);
    }

    public Effect effect() {
        return forecast.effect();
    }

    /** The same, with another forecast. */
    public KeyChange with(Forecast other) {
        return new KeyChange(layer, path, before, after, other, origin);
    }

    /** The same, with what was touched. */
    public KeyChange with(Origin other) {
        return new KeyChange(layer, path, before, after, forecast, other);
    }

    /** {@code postgresql.parameters.work_mem}. */
    public String key() {
        return path.toString();
    }

    /** Whether Patroni must read its file again for one of these to take effect. */
    public static boolean wantReload(List<KeyChange> changes) {
        return changes.stream().anyMatch(change -> change.effect().compareTo(Effect.NOTHING) > 0);
    }
}
