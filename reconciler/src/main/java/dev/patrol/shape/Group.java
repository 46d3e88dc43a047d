package dev.patrol.shape;

import dev.patrol.problem.Guess;
import dev.patrol.problem.Location;
import dev.patrol.yaml.YamlMap;
import dev.patrol.yaml.YamlNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A map whose keys are known.
 *
 * @param elsewhere keys that stand in other places, each with a sentence on where
 * @param oneOf keys of which exactly one must stand there; empty where there is no such choice
 */
public record Group(Map<String, Key> keys, Map<String, String> elsewhere, List<String> oneOf) implements Kind {
    public Group {
        keys = Collections.unmodifiableMap(new LinkedHashMap<>(keys));
        elsewhere = Map.copyOf(elsewhere);
        oneOf = List.copyOf(oneOf);
    }

    public Group(Map<String, Key> keys, Map<String, String> elsewhere) {
        this(keys, elsewhere, List.of());
    }

    @Override
    public String expected() {
        List<String> required = required();
        return required.isEmpty() ? "a map" : "a map with '" + String.join("', '", required) + "'";
    }

    @Override
    public Optional<YamlNode> accept(YamlNode value, Place place) {
        if (!(value instanceof YamlMap map)) {
            return place.wrong(value, expected(), wayOut(place));
        }
        Map<String, YamlMap.Entry> accepted = new LinkedHashMap<>();
        map.entries()
                .forEach((name, entry) -> accept(name, entry, place)
                        .ifPresent(found -> accepted.put(name, new YamlMap.Entry(entry.keyLocation(), found))));
        reportMissing(map, place);
        reportChoice(map, place);
        return Optional.of(new YamlMap(map.location(), accepted));
    }

    private Optional<YamlNode> accept(String name, YamlMap.Entry entry, Place place) {
        Key key = keys.get(name);
        if (key == null) {
            place.problems().error(entry.keyLocation(), unknown(name, place));
            return Optional.empty();
        }
        return key.presence() == Key.Presence.REMOVABLE && Found.isNull(entry.value())
                ? Optional.of(entry.value())
                : key.kind().accept(entry.value(), place.below(name));
    }

    private List<String> required() {
        return keys.entrySet().stream()
                .filter(key -> key.getValue().presence() == Key.Presence.REQUIRED)
                .map(Map.Entry::getKey)
                .toList();
    }

    private String wayOut(Place place) {
        String where = place.path().isEmpty() ? "write lines 'KEY: VALUE'" : "write lines 'KEY: VALUE' below, indented";
        return where + "; known keys are " + String.join(", ", keys.keySet());
    }

    private String unknown(String name, Place place) {
        if (elsewhere.containsKey(name)) {
            return "'" + name + "'" + place.under() + " does not stand here; " + elsewhere.get(name);
        }
        String hint = Guess.didYouMean(name, keys.keySet());
        return "unknown key '" + Found.shown(name) + "'" + place.under()
                + (hint.isEmpty() ? "; known are " + String.join(", ", keys.keySet()) : hint);
    }

    private void reportMissing(YamlMap map, Place place) {
        Location location = map.location();
        keys.forEach((name, key) -> {
            if (key.presence() == Key.Presence.REQUIRED && map.get(name).isEmpty()) {
                place.problems()
                        .error(
                                location,
                                "'" + name + "' is missing" + place.under() + "; it is "
                                        + key.kind().expected());
            }
        });
    }

    private void reportChoice(YamlMap map, Place place) {
        List<String> found =
                oneOf.stream().filter(name -> map.get(name).isPresent()).toList();
        if (!oneOf.isEmpty() && found.size() != 1) {
            String fault = found.isEmpty() ? " is missing" : " stand together";
            String names = String.join(found.isEmpty() ? "' or '" : "' and '", oneOf);
            place.problems()
                    .error(map.location(), "'" + names + "'" + fault + place.under() + "; write exactly one of them");
        }
    }
}
