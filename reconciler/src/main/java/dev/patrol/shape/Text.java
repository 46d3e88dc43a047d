package dev.patrol.shape;

import dev.patrol.yaml.YamlNode;
import dev.patrol.yaml.YamlScalar;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A text of a certain form.
 *
 * @param pattern matches the whole text; kept to what Java and JavaScript read alike, since the schema carries it too
 */
public record Text(String expected, Pattern pattern) implements Kind {
    /** Beyond this no text of a definition makes sense, and Java's matcher may run out of stack. */
    public static final int LONGEST = 4_096;

    public static final Text ONE_LINE = of("a text of one line, not empty", "[^\\u0000-\\u001f]+");

    public static Text of(String expected, String pattern) {
        return new Text(expected, Pattern.compile(pattern));
    }

    public boolean matches(String text) {
        return text.length() <= LONGEST && pattern.matcher(text).matches();
    }

    @Override
    public Optional<YamlNode> accept(YamlNode value, Place place) {
        if (!(value instanceof YamlScalar scalar) || scalar.value() == null) {
            return place.wrong(value, expected, Found.wayToOneValue(value));
        }
        if (!(scalar.value() instanceof String text)) {
            boolean fitsInQuotes = matches(String.valueOf(scalar.value()));
            return place.wrong(value, expected, fitsInQuotes ? "put it in quotes if it is meant as text" : "");
        }
        return matches(text) ? Optional.of(value) : place.wrong(value, expected, "");
    }
}
