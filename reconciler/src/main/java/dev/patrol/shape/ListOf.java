package dev.patrol.shape;

import dev.patrol.yaml.YamlList;
import dev.patrol.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A list of values of one kind. */
public record ListOf(Kind item) implements Kind {
    @Override
    public String expected() {
        return "a list";
    }

    @Override
    public Optional<YamlNode> accept(YamlNode value, Place place) {
        if (!(value instanceof YamlList list)) {
            return place.wrong(value, expected(), "begin each entry with '- '; an entry is " + item.expected());
        }
        List<YamlNode> accepted = new ArrayList<>();
        for (int i = 0; i < list.items().size(); i++) {
            item.accept(list.items().get(i), place.entry(i + 1)).ifPresent(accepted::add);
        }
        return Optional.of(new YamlList(list.location(), accepted));
    }
}
