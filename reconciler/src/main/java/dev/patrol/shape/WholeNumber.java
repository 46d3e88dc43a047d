package dev.patrol.shape;

import dev.patrol.yaml.YamlNode;
import dev.patrol.yaml.YamlScalar;
import java.util.Optional;

/** A whole number within limits, both included. */
public record WholeNumber(long min, long max) implements Kind {
    /** For numbers that only have a lower limit of their own: Patroni and PostgreSQL keep most in 32 bits. */
    public static final long LARGEST = Integer.MAX_VALUE;

    @Override
    public String expected() {
        return max == LARGEST ? "a whole number, at least " + min : "a whole number from " + min + " to " + max;
    }

    @Override
    public Optional<YamlNode> accept(YamlNode value, Place place) {
        if (!(value instanceof YamlScalar scalar)) {
            return place.wrong(value, expected(), Found.wayToOneValue(value));
        }
        if (scalar.value() instanceof String text && text.matches("[0-9]+")) {
            return place.wrong(value, expected(), "write it without quotes");
        }
        boolean fits = scalar.value() instanceof Long number && number >= min && number <= max;
        return fits ? Optional.of(value) : place.wrong(value, expected(), "");
    }
}
