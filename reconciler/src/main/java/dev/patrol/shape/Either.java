package dev.patrol.shape;

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
        return value instanceof YamlScalar ? single.accept(value, place) : structured.accept(value, place);
    }
}
