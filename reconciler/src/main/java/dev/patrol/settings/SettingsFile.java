package dev.patrol.settings;

import dev.patrol.problem.Location;
import dev.patrol.problem.Message;
import dev.patrol.problem.Problems;
import dev.patrol.secrets.SecretReference;
import dev.patrol.shape.Place;
import dev.patrol.units.Quantity;
import dev.patrol.yaml.YamlMap;
import dev.patrol.yaml.YamlNode;
import dev.patrol.yaml.YamlReader;
import dev.patrol.yaml.YamlScalar;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One file of settings by dotted key, each value as what it stands for. Holds only values of the right kind: what is wrong
 * is a problem and counts as absent.
 *
 * @param folder what relative paths are relative to
 */
record SettingsFile(YamlMap accepted, Path folder, Path home, Problems problems) {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final YamlMap NOTHING = new YamlMap(Location.NOWHERE, Map.of());

    /** Where there is no file. */
    static SettingsFile absent(Surroundings surroundings) {
        return new SettingsFile(NOTHING, surroundings.workingDirectory(), surroundings.home(), new Problems());
    }

    static SettingsFile read(Path file, Path home) {
        Problems problems = new Problems();
        Optional<YamlNode> written = text(file, problems)
                .flatMap(text -> YamlReader.read(file.toString(), text, problems))
                .filter(node -> !(node instanceof YamlScalar scalar && scalar.value() == null));
        Optional<YamlNode> accepted = written.flatMap(node -> SettingsKeys.all().accept(node, Place.root(problems)));
        new SettingsRules(map(written), problems).check();
        return new SettingsFile(map(accepted), file.toAbsolutePath().resolveSibling(""), home, problems);
    }

    private static YamlMap map(Optional<YamlNode> node) {
        return node.filter(YamlMap.class::isInstance).map(YamlMap.class::cast).orElse(NOTHING);
    }

    private static Optional<String> text(Path file, Problems problems) {
        try {
            return Optional.of(Files.readString(file));
        } catch (IOException e) {
            problems.error(Location.ofFile(file.toString()), "cannot read the settings: " + reason(e));
            return Optional.empty();
        }
    }

    private static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "there is no such file; name another with --settings or $" + SettingsPlaces.VARIABLE;
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied; make the file readable for the user that runs Patrol";
        }
        return e instanceof CharacterCodingException ? "the file is not UTF-8; convert it" : Message.of(e);
    }

    Optional<String> text(String key) {
        return accepted.find(key).map(node -> String.valueOf(node.plain()));
    }

    /** A text with a form that no pattern can say; the parser's exception says for people what is wrong with it. */
    <T> Optional<T> parsed(String key, Function<String, T> parser) {
        return text(key).flatMap(text -> {
            try {
                return Optional.of(parser.apply(text));
            } catch (IllegalArgumentException e) {
                problems.error(accepted.find(key).orElseThrow().location(), "'" + key + "': " + Message.of(e));
                return Optional.empty();
            }
        });
    }

    Optional<Duration> duration(String key) {
        return parsed(key, text -> {
            Duration duration = Quantity.duration(text);
            if (duration.compareTo(SHORTEST) < 0 || duration.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException("'" + text + "' is out of range; write 1s to 1d");
            }
            return duration;
        });
    }

    <E extends Enum<E>> Optional<E> choice(String key, Class<E> type) {
        return text(key)
                .flatMap(word -> Arrays.stream(type.getEnumConstants())
                        .filter(candidate -> Words.of(candidate).equals(word))
                        .findFirst());
    }

    Optional<Path> path(String key) {
        return text(key).map(this::located);
    }

    /** A path as it stands in the file: absolute, below the home folder, or relative to the file. */
    Path located(String text) {
        if (text.equals("~") || text.startsWith("~/")) {
            return home.resolve(text.substring(Math.min(text.length(), 2))).normalize();
        }
        return folder.resolve(text).normalize();
    }

    /** Where a secret is kept; a file by its absolute path. */
    Optional<SecretReference> secret(String key) {
        return accepted.find(key).map(place -> {
            SecretReference reference = SecretReference.of((YamlMap) place);
            return reference instanceof SecretReference.FromFile file
                    ? new SecretReference.FromFile(
                            file.location(), located(file.path()).toString(), file.key())
                    : reference;
        });
    }
}
