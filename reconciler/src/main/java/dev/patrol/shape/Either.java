package dev.patrol.shape;

import dev.patrol.yaml.YamlList;
import dev.patrol.yaml.YamlNode;
import dev.patrol.yaml.YamlScalar;
import java.util.Optional;

/** One value, or something with parts; which of the two was meant shows at once. */
public record Either(Kind single, Kind structured) implements Kind {
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
        boolean isMeant = value instanceof YamlList == structured instanceof Items;
        return isMeant ? structured.accept(value, place) : place.wrong(value, expected(), "");
    }
}
