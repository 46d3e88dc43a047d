package dev.patrol.settings;

import dev.patrol.problem.Guess;
import dev.patrol.problem.Location;
import dev.patrol.secrets.SecretReference;
import dev.patrol.yaml.YamlMap;
import dev.patrol.yaml.YamlNode;
import dev.patrol.yaml.YamlScalar;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One map of the settings file. Asking for a key makes it known; {@link #rejectUnknown} then refuses all others, here and
 * in the sections below. A value that is wrong is a problem and counts as absent.
 */
final class Section {
    private final Reading reading;
    private final String prefix;
    private final YamlMap map;
    private final Set<String> known = new LinkedHashSet<>();
    private final List<Section> children = new ArrayList<>();

    private Section(Reading reading, String prefix, YamlMap map) {
        this.reading = reading;
        this.prefix = prefix;
        this.map = map;
    }

    /** The whole file; nothing stands in it when it is empty. */
    static Section root(Reading reading, Optional<YamlNode> document) {
        if (document.isPresent() && !(document.get() instanceof YamlMap) && !isNothing(document.get())) {
            reading.problems().error(document.get().location(), "settings are keys with values; write 'key: value'");
        }
        return new Section(reading, "", mapOf(document));
    }

    private static YamlMap mapOf(Optional<YamlNode> node) {
        return node.filter(YamlMap.class::isInstance)
                .map(YamlMap.class::cast)
                .orElseGet(() -> new YamlMap(Location.NOWHERE, Map.of()));
    }

    /** The section under a key; an empty one when there is none, or nothing stands in it. */
    Section section(String key) {
        known.add(key);
        Optional<YamlNode> node = map.get(key).filter(found -> !isNothing(found));
        if (node.isPresent() && !(node.get() instanceof YamlMap)) {
            error(node.get().location(), "'" + prefix + key + "' is a section; write its keys below it, indented");
        }
        Section section = new Section(reading, prefix + key + ".", mapOf(node));
        children.add(section);
        return section;
    }

    boolean has(String key) {
        return map.get(key).isPresent();
    }

    Location location(String key) {
        return map.get(key).map(YamlNode::location).orElse(map.location());
    }

    void error(Location location, String message) {
        reading.problems().error(location, message);
    }

    Optional<String> text(String key) {
        return scalar(key).flatMap(scalar -> {
            if (scalar.value() instanceof String text && !text.isBlank()) {
                return Optional.of(text);
            }
            error(scalar.location(), "'" + prefix + key + "' must be text; put it into quotes");
            return Optional.empty();
        });
    }

    /** A text or number with a form of its own; the parser's exception says for people what is wrong with it. */
    <T> Optional<T> parsed(String key, Function<String, T> parser) {
        return scalar(key).flatMap(scalar -> {
            try {
                return Optional.of(parser.apply(String.valueOf(scalar.value())));
            } catch (IllegalArgumentException e) {
                error(scalar.location(), "'" + prefix + key + "': " + e.getMessage());
                return Optional.empty();
            }
        });
    }

    Optional<Duration> duration(String key) {
        return parsed(key, Quantities::duration);
    }

    Optional<Path> path(String key) {
        return text(key).map(reading::path);
    }

    Optional<Integer> whole(String key, int least, int most) {
        return parsed(key, text -> {
            if (text.matches("\\d{1,9}") && Integer.parseInt(text) >= least && Integer.parseInt(text) <= most) {
                return Integer.valueOf(text);
            }
            throw new IllegalArgumentException("write a whole number from " + least + " to " + most);
        });
    }

    <E extends Enum<E>> Optional<E> choice(String key, Class<E> type) {
        return parsed(
                key,
                text -> Arrays.stream(type.getEnumConstants())
                        .filter(candidate -> Words.of(candidate).equals(text))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("write "
                                + Arrays.stream(type.getEnumConstants())
                                        .map(Words::of)
                                        .collect(Collectors.joining(" or ")))));
    }

    /** Where a secret is kept; the secret itself must not stand in the file. */
    Optional<SecretReference> secret(String key) {
        known.add(key);
        reading.keys().add(prefix + key);
        if (!has(key)) {
            return Optional.empty();
        }
        if (!(map.get(key).orElseThrow() instanceof YamlMap reference)) {
            error(location(key), "'" + prefix + key + "' must not stand here; write {env: VARIABLE} or {file: PATH}");
            return Optional.empty();
        }
        Section inside = new Section(
                new Reading(reading.folder(), reading.home(), reading.problems(), new LinkedHashSet<>()),
                prefix + key + ".",
                reference);
        children.add(inside);
        return inside.reference();
    }

    private Optional<SecretReference> reference() {
        Optional<String> variable = text("env");
        Optional<Path> file = path("file");
        Optional<String> key = text("key");
        if (has("env") == has("file") || (has("key") && !has("file"))) {
            error(map.location(), "write {env: VARIABLE}, {file: PATH} or {file: PATH, key: KEY}");
            return Optional.empty();
        }
        return variable.<SecretReference>map(name -> new SecretReference.FromEnvironment(map.location(), name))
                .or(() -> file.map(path -> new SecretReference.FromFile(map.location(), path.toString(), key)));
    }

    private Optional<YamlScalar> scalar(String key) {
        known.add(key);
        reading.keys().add(prefix + key);
        Optional<YamlNode> node = map.get(key);
        if (node.isEmpty()) {
            return Optional.empty();
        }
        if (node.get() instanceof YamlScalar scalar && scalar.value() != null) {
            return Optional.of(scalar);
        }
        String instead =
                isNothing(node.get()) ? "has no value; write one or remove the line" : "must be a single value";
        error(node.get().location(), "'" + prefix + key + "' " + instead);
        return Optional.empty();
    }

    private static boolean isNothing(YamlNode node) {
        return node instanceof YamlScalar scalar && scalar.value() == null;
    }

    /** To be called on the root when every key has been asked for. */
    void rejectUnknown() {
        map.entries().forEach((key, entry) -> {
            if (!known.contains(key)) {
                error(
                        entry.keyLocation(),
                        "unknown key '" + key + "'" + (prefix.isEmpty() ? "" : " under '" + parent() + "'")
                                + Guess.didYouMean(key, known));
            }
        });
        children.forEach(Section::rejectUnknown);
    }

    private String parent() {
        return prefix.substring(0, prefix.length() - 1);
    }

    /** Choices as people write them. */
    static final class Words {
        private Words() {}

        static String of(Enum<?> choice) {
            return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
