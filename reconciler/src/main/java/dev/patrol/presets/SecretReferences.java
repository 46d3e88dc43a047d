package dev.patrol.presets;

import dev.patrol.keys.KeyValues;
import dev.patrol.secrets.SecretReference;
import dev.patrol.yaml.YamlMap;
import dev.patrol.yaml.YamlNode;
import dev.patrol.yaml.YamlScalar;
import java.util.Optional;

/** Makes references of {@code {env: VAR}} and {@code {file: PATH, key: KEY}}, whose form was checked before. */
public final class SecretReferences {
    private SecretReferences() {}

    /** A leaf for the tree of a configuration. It holds a reference where YAML would have a value. */
    public static YamlNode leaf(YamlNode place) {
        return new YamlScalar(place.location(), SecretReference.of((YamlMap) place));
    }

    static Optional<YamlNode> leaf(KeyValues settings, String path) {
        return settings.find(path).filter(YamlMap.class::isInstance).map(SecretReferences::leaf);
    }
}
