package dev.patrol.shape;

import dev.patrol.yaml.YamlMap;
import dev.patrol.yaml.YamlNode;
import java.util.Optional;

/** A map of anything: what is in it is for another program to understand. */
public record OpenMap() implements Kind {
    @Override
    public String expected() {
        return "a map";
    }

    @Override
    public Optional<YamlNode> accept(YamlNode value, Place place) {
        return value instanceof YamlMap
                ? Optional.of(value)
                : place.wrong(value, expected(), "write lines 'KEY: VALUE' below, indented");
    }
}
