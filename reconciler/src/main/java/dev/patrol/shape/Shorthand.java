package dev.patrol.shape;

import dev.patrol.yaml.YamlList;
import dev.patrol.yaml.YamlNode;
import dev.patrol.yaml.YamlScalar;
import java.util.Optional;

/**
 * Something with parts, or one value that stands for it; which of the two was meant shows at once.
 *
 * @param structured a list or a map
 */
public record Shorthand(Kind single, Kind structured) implements Kind {
    @Override
    public String expected() {
        return single.expected() + ", or " + structured.expected();
    }

    @Override
    public Optional<YamlNode> accept(YamlNode value, Place place) {
        if (value instanceof YamlScalar) {
            // Of nothing nobody can say which of the two was meant.
            return Found.isNull(value) ? place.wrong(value, expected(), "") : single.accept(value, place);
        }
        boolean isMeant = value instanceof YamlList == structured instanceof ListOf;
        return isMeant ? structured.accept(value, place) : place.wrong(value, expected(), "");
    }
}
