package dev.patrol.authoring;

import dev.patrol.yaml.Secret;
import dev.patrol.yaml.YamlWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The secrets file of one cluster while its definition is made. */
final class SecretsFile {
    private final String cluster;
    private final Map<String, Object> stored = new LinkedHashMap<>();
    private final List<String> untold = new ArrayList<>();

    SecretsFile(String cluster) {
        this.cluster = cluster;
    }

    /** Keeps the password under this key, and returns what a definition says in its place. */
    Map<String, Object> refer(Password password, String key) {
        if (password instanceof Password.InEnvironment environment) {
            return Map.of("env", environment.variable());
        }
        if (password instanceof Password.Stored known) {
            stored.put(key, known.secret().reveal());
        } else {
            untold.add("# " + key + ": is missing; see " + ((Password.Untold) password).place() + "\n");
        }
        Map<String, Object> reference = new LinkedHashMap<>();
        reference.put("file", AuthoredCluster.secretsFile(cluster));
        reference.put("key", key);
        return reference;
    }

    Optional<Secret> text() {
        if (stored.isEmpty() && untold.isEmpty()) {
            return Optional.empty();
        }
        String head = "# Passwords of cluster " + cluster + ": not for Git, and for nobody to read but Patrol.\n";
        return Optional.of(
                new Secret(head + (stored.isEmpty() ? "" : YamlWriter.write(stored)) + String.join("", untold)));
    }
}
