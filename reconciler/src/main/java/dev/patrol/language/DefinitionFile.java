package dev.patrol.language;

import dev.patrol.keys.KeyValues;
import dev.patrol.problem.Location;
import dev.patrol.problem.Problems;
import dev.patrol.rules.HbaRules;
import dev.patrol.rules.RawKeys;
import dev.patrol.rules.WrittenOut;
import dev.patrol.shape.Group;
import dev.patrol.shape.Place;
import dev.patrol.yaml.YamlMap;
import dev.patrol.yaml.YamlNode;
import dev.patrol.yaml.YamlReader;
import java.util.Optional;

/**
 * One file of definitions, checked against its keys.
 *
 * @param written all that stands in the file
 * @param accepted what of it is of the right kind
 * @param raw the raw keys at its top
 */
record DefinitionFile(String path, KeyValues written, KeyValues accepted, Raw raw, Problems problems) {
    /** {@code raw.local} and {@code raw.dynamic}, ready to be laid over what is built of all other keys. */
    record Raw(YamlMap local, YamlMap dynamic) {}

    static DefinitionFile absent(String path) {
        return of(path, KeyValues.NONE, KeyValues.NONE, new Problems());
    }

    static DefinitionFile read(String path, String text, Group keys) {
        Problems problems = new Problems();
        Optional<YamlNode> root = YamlReader.read(path, text, problems);
        KeyValues accepted = root.flatMap(node -> keys.accept(node, Place.root(problems)))
                .map(node -> new KeyValues((YamlMap) node))
                .orElse(KeyValues.NONE);
        KeyValues written = root.filter(YamlMap.class::isInstance)
                .map(node -> new KeyValues((YamlMap) node))
                .orElse(KeyValues.NONE);
        new HbaRules(problems).check(written.items("hba"));
        new WrittenOut(problems).check(written.root());
        return of(path, written, accepted, problems);
    }

    private static DefinitionFile of(String path, KeyValues written, KeyValues accepted, Problems problems) {
        RawKeys rawKeys = new RawKeys(problems);
        Raw raw = new Raw(rawKeys.local(accepted), rawKeys.dynamic(accepted));
        return new DefinitionFile(path, written, accepted, raw, problems);
    }

    /** Whether there is a map in the file; otherwise nothing follows from a key that is missing. */
    boolean hasKeys() {
        return !written.root().location().equals(Location.NOWHERE);
    }

    /** Whether the file could not be read at all. */
    boolean isUnreadable() {
        return !hasKeys() && problems.hasErrors();
    }
}
