package dev.patrol.shape;

import dev.patrol.problem.Location;
import dev.patrol.yaml.YamlMap;
import dev.patrol.yaml.YamlNode;
import dev.patrol.yaml.YamlScalar;
import java.util.Optional;
import java.util.Set;

/** Where a secret is kept: {@code {env: VAR}}, {@code {file: PATH}} or {@code {file: PATH, key: KEY}}. */
public record SecretPlace() implements Kind {
    public static final Text VARIABLE =
            Text.of("the name of an environment variable: letters, digits and _", "[A-Za-z_][A-Za-z0-9_]*");
    public static final Text FILE = Text.of("the path of a file, in one line", "[^\\u0000-\\u001f]+");
    public static final Text KEY = Text.of("a key of that file, in one line", "[^\\u0000-\\u001f]+");

    private static final Set<Set<String>> FORMS = Set.of(Set.of("env"), Set.of("file"), Set.of("file", "key"));
    private static final String WAY_OUT = "write {env: VARIABLE} or {file: PATH, key: KEY}";

    @Override
    public String expected() {
        return "{env: VARIABLE} or {file: PATH, key: KEY}";
    }

    // The value is never shown: whatever stands in this place may be the secret.
    @Override
    public Optional<YamlNode> accept(YamlNode value, Place place) {
        if (value instanceof YamlScalar scalar && scalar.value() != null) {
            return refuse(value.location(), place, "is written out; a secret does not belong here: " + WAY_OUT);
        }
        if (!(value instanceof YamlMap map) || !FORMS.contains(map.entries().keySet())) {
            return refuse(value.location(), place, "must say where the secret is kept: " + WAY_OUT);
        }
        // Each is looked at, so that each is reported.
        boolean fitsEnv = isForm(map, "env", VARIABLE, place);
        boolean fitsFile = isForm(map, "file", FILE, place);
        boolean fitsKey = isForm(map, "key", KEY, place);
        return fitsEnv && fitsFile && fitsKey ? Optional.of(value) : Optional.empty();
    }

    private static Optional<YamlNode> refuse(Location location, Place place, String message) {
        place.problems().error(location, "'" + place.path() + "' " + message);
        return Optional.empty();
    }

    private static boolean isForm(YamlMap map, String key, Text kind, Place place) {
        Optional<YamlNode> part = map.get(key);
        boolean fits = part.isEmpty()
                || (part.get() instanceof YamlScalar scalar
                        && scalar.value() instanceof String text
                        && kind.matches(text));
        if (!fits) {
            refuse(part.get().location(), place.below(key), "must be " + kind.expected());
        }
        return fits;
    }
}
