package dev.patrol.definition;

import static java.util.Objects.requireNonNull;

import dev.patrol.problem.Location;
import java.util.Optional;

/** Where a secret is kept, and where the definition says so. Definitions never hold the secret itself. */
public sealed interface SecretReference {
    Location location();

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
