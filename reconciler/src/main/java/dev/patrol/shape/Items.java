package dev.patrol.shape;

import dev.patrol.yaml.YamlList;
import dev.patrol.yaml.YamlNode;
import java.util.List;
import java.util.Optional;

/** A list of values of one kind. */
public record Items(Kind item) implements Kind {
    @Override
    public String expected() {
        return "a list";
    }

    @Override
    public Optional<YamlNode> accept(YamlNode value, Place place) {
        if (!(value instanceof YamlList list)) {
            return place.wrong(value, expected(), "begin each entry with '- '");
        }
        List<YamlNode> accepted = list.items().stream()
                .flatMap(entry -> item.accept(entry, place).stream())
                .toList();
        return Optional.of(new YamlList(list.location(), accepted));
    }
}
