package dev.patrol.secrets;

import static java.util.Objects.requireNonNull;

import dev.patrol.problem.Location;
import dev.patrol.yaml.YamlMap;
import dev.patrol.yaml.YamlNode;
import java.util.Optional;

/** Where a secret is kept, and where the definition says so. Definitions never hold the secret itself. */
public sealed interface SecretReference {
    Location location();

    /** Of {@code {env: VAR}}, {@code {file: PATH}} or {@code {file: PATH, key: KEY}}, whose form was checked before. */
    static SecretReference of(YamlMap place) {
        Optional<String> variable = place.get("env").map(SecretReference::text);
        Optional<String> key = place.get("key").map(SecretReference::text);
        return variable.<SecretReference>map(name -> new FromEnvironment(place.location(), name))
                .orElseGet(() -> new FromFile(
                        place.location(),
                        place.get("file").map(SecretReference::text).orElseThrow(),
                        key));
    }

    private static String text(YamlNode node) {
        return String.valueOf(node.plain());
    }

    /** An environment variable of the Patrol process. */
    record FromEnvironment(Location location, String variable) implements SecretReference {
        public FromEnvironment {
            requireNonNull(variable, "variable");
        }

        @Override
        public String toString() {
            return "environment variable '" + variable + "'";
        }
    }

    /** A file, whole (without its last line break), or one key of a YAML file. */
    record FromFile(Location location, String path, Optional<String> key) implements SecretReference {
        public FromFile {
            requireNonNull(path, "path");
        }

        @Override
        public String toString() {
            return "file '" + path + "'"
                    + key.map(name -> ", key '" + name + "'").orElse("");
        }
    }
}
