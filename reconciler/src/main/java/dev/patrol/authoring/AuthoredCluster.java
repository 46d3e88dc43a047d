package dev.patrol.authoring;

import static java.util.Objects.requireNonNull;

import dev.patrol.yaml.Secret;
import java.util.Optional;

/**
 * The definition of one cluster, and the secrets that it refers to.
 *
 * @param secrets the text of the secrets file; empty where the definition refers to none
 */
public record AuthoredCluster(String name, String definition, Optional<Secret> secrets) {
    public AuthoredCluster {
        requireNonNull(name, "name");
        requireNonNull(definition, "definition");
        requireNonNull(secrets, "secrets");
    }

    /** Where its secrets file is expected, from the folder of definitions. */
    public String secretsFile() {
        return secretsFile(name);
    }

    static String secretsFile(String cluster) {
        return "secrets/" + cluster + ".yaml";
    }
}
