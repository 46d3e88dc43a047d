package dev.patrol.authoring;

import static java.util.Objects.requireNonNull;

import dev.patrol.yaml.Secret;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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

    /**
     * Says each value once, at the highest level at which all nodes below agree on it.
     *
     * @param ofZones keys that belong to their zone, even in a cluster of one; a second zone must not inherit them
     * @param origin what it is made from, for a comment
     */
    public static AuthoredCluster of(String name, List<AuthoredNode> nodes, Set<String> ofZones, String origin) {
        SecretsFile secrets = new SecretsFile(name);
        List<String> comments =
                List.of("yaml-language-server: $schema=../schema/cluster.schema.json", "Imported from " + origin + ".");
        String definition = DefinitionText.of(new Levels(name, nodes, ofZones, secrets).tree(), comments);
        return new AuthoredCluster(name, definition, secrets.text());
    }

    /** Where its secrets file is expected, from the folder of definitions. */
    public String secretsFile() {
        return secretsFile(name);
    }

    static String secretsFile(String cluster) {
        return "secrets/" + cluster + ".yaml";
    }
}
