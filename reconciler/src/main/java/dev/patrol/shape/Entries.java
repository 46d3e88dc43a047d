package dev.patrol.shape;

import dev.patrol.yaml.YamlMap;
import dev.patrol.yaml.YamlNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A map whose keys the author chooses.
 *
 * @param name what a key must look like
 * @param removable whether {@code null} stands for taking away what is inherited; where nothing is inherited, the map must
 *     hold something
 */
public record Entries(Text name, Kind value, boolean removable) implements Kind {
    @Override
    public String expected() {
        return removable ? "a map" : "a map with at least one entry";
    }

    @Override
    public Optional<YamlNode> accept(YamlNode node, Place place) {
        if (!(node instanceof YamlMap map) || (!removable && map.entries().isEmpty())) {
            return place.wrong(
                    node, expected(), "write lines 'NAME: VALUE' below, indented; a name is " + name.expected());
        }
        Map<String, YamlMap.Entry> accepted = new LinkedHashMap<>();
        map.entries()
                .forEach((key, entry) -> accept(key, entry, place)
                        .ifPresent(found -> accepted.put(key, new YamlMap.Entry(entry.keyLocation(), found))));
        return Optional.of(new YamlMap(map.location(), accepted));
    }

    private Optional<YamlNode> accept(String key, YamlMap.Entry entry, Place place) {
        boolean isName = name.matches(key);
        if (!isName) {
            place.problems()
                    .error(
                            entry.keyLocation(),
                            "'" + Found.shown(key) + "'" + place.under() + " must be " + name.expected());
        }
        Optional<YamlNode> accepted = removable && Found.isNull(entry.value())
                ? Optional.of(entry.value())
                : value.accept(entry.value(), place.below(key));
        return isName ? accepted : Optional.empty();
    }
}
