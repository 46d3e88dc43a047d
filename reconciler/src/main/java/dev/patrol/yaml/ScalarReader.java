package dev.patrol.yaml;

import dev.patrol.problem.Location;
import dev.patrol.problem.Problems;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.events.ScalarEvent;

/** Makes a value of one scalar, by PyYAML's rules. */
final class ScalarReader {
    // Names no tag: a password that begins with '!' looks like one.
    static final String TAG_NOT_ALLOWED =
            "a tag that does not fit stands here; remove it, or quote a value that begins" + " with '!'";

    private static final Set<String> YES = Set.of("yes", "true", "on");

    private static final Set<PlainType> TAGGED =
            EnumSet.of(PlainType.BOOL, PlainType.FLOAT, PlainType.INT, PlainType.NULL);

    private final KeyRule keyRule;
    private final Problems problems;

    ScalarReader(KeyRule keyRule, Problems problems) {
        this.keyRule = keyRule;
        this.problems = problems;
    }

    YamlScalar read(ScalarEvent scalar, Location place) {
        String text = scalar.getValue();
        Optional<PlainType> type = typeOf(scalar);
        if (type.isEmpty() && keyRule.keepsTags() && scalar.getTag().startsWith("!")) {
            return new YamlScalar(place, new TaggedText(scalar.getTag(), text));
        }
        if (type.isEmpty()) {
            problems.error(place, TAG_NOT_ALLOWED);
        }
        return switch (type.orElse(PlainType.TEXT)) {
            case BOOL -> new YamlScalar(place, YES.contains(text.toLowerCase(Locale.ROOT)));
            case NULL -> new YamlScalar(place, null);
            case INT -> number(NumberText.integer(text), text, place);
            case FLOAT -> number(NumberText.decimal(text), text, place);
            case MERGE -> {
                problems.error(place, "'<<' can be a key but not a value; quote it");
                yield new YamlScalar(place, text);
            }
            case TIMESTAMP, VALUE, TEXT -> new YamlScalar(place, text);
        };
    }

    /** Empty when the tag is not known, or not that of the text behind it. */
    static Optional<PlainType> typeOf(ScalarEvent scalar) {
        PlainType asPlain = PlainType.of(scalar.getValue());
        String tag = scalar.getTag();
        if (tag == null) {
            return Optional.of(scalar.isPlain() ? asPlain : PlainType.TEXT);
        }
        if (tag.equals(PlainType.TEXT.tag())) {
            return Optional.of(PlainType.TEXT);
        }
        return Optional.of(asPlain).filter(type -> TAGGED.contains(type) && tag.equals(type.tag()));
    }

    private YamlScalar number(Optional<? extends Number> number, String text, Location place) {
        if (number.isEmpty()) {
            problems.error(place, "this looks like a number but Patroni cannot read it as one; quote it");
        }
        return new YamlScalar(place, number.isPresent() ? number.get() : text);
    }
}
