package dev.patrol.shape;

import dev.patrol.problem.Guess;
import dev.patrol.yaml.YamlNode;
import dev.patrol.yaml.YamlScalar;
import java.util.List;
import java.util.Optional;

/** One of a few values: texts, booleans. */
public record Choice(String expected, List<Object> values) implements Kind {
    public static final Choice FLAG = new Choice("true or false", List.of(true, false));

    public Choice {
        values = List.copyOf(values);
    }

    public static Choice ofWords(String... words) {
        return new Choice("one of " + String.join(", ", words), List.of((Object[]) words));
    }

    @Override
    public Optional<YamlNode> accept(YamlNode value, Place place) {
        if (!(value instanceof YamlScalar scalar) || scalar.value() == null) {
            return place.wrong(value, expected, Found.wayToOneValue(value));
        }
        return values.contains(scalar.value()) ? Optional.of(value) : place.wrong(value, expected, guess(scalar));
    }

    private String guess(YamlScalar scalar) {
        List<String> words = values.stream().map(Object::toString).toList();
        String hint = Guess.didYouMean(String.valueOf(scalar.value()), words);
        return hint.isEmpty() ? hint : hint.substring(2);
    }
}
