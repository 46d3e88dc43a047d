package dev.patrol.shape;

import dev.patrol.yaml.YamlNode;
import dev.patrol.yaml.YamlScalar;
import java.util.Optional;

/** Any one text, number or boolean; a text of one line. */
public record Scalar() implements Kind {
    @Override
    public String expected() {
        return "a text of one line, a number, true or false";
    }

    @Override
    public Optional<YamlNode> accept(YamlNode value, Place place) {
        boolean fits = value instanceof YamlScalar scalar && scalar.value() != null && isOneLine(scalar.value());
        return fits ? Optional.of(value) : place.wrong(value, expected(), Found.wayToOneValue(value));
    }

    private static boolean isOneLine(Object value) {
        return !(value instanceof String text) || text.chars().noneMatch(c -> c == '\n' || c == '\r' || c == 0);
    }
}
