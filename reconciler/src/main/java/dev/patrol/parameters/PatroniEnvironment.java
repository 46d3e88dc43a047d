package dev.patrol.parameters;

import dev.patrol.tree.KeyPath;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which key of Patroni's file an environment variable overrules. Patroni takes its environment in when its process starts,
 * lays it over the file, and keeps it so on every reload ({@code config.py} _build_environment_configuration; Patroni
 * documentation, "Environment Configuration Settings").
 */
public final class PatroniEnvironment {
    private static final String PREFIX = "PATRONI_";
    private static final Set<String> TOP = Set.of("name", "namespace", "scope");
    private static final Set<String> SECTIONS =
            Set.of("restapi", "ctl", "postgresql", "log", "etcd", "etcd3", "consul", "zookeeper", "raft", "kubernetes");
    private static final Set<String> ROLES = Set.of("superuser", "replication", "rewind");
    private static final Set<String> LOGINS = Set.of("restapi", "ctl");

    private PatroniEnvironment() {}

    /** The key; empty for a variable that stands for no single key. */
    public static Optional<KeyPath> keyOf(String variable) {
        if (!variable.startsWith(PREFIX)) {
            return Optional.empty();
        }
        String name = variable.substring(PREFIX.length()).toLowerCase(Locale.ROOT);
        int end = name.indexOf('_');
        if (end < 0) {
            return TOP.contains(name) ? Optional.of(KeyPath.of(name)) : Optional.empty();
        }
        String section = name.substring(0, end);
        String key = name.substring(end + 1);
        if (ROLES.contains(section)) {
            return Optional.of(KeyPath.of("postgresql", "authentication", section, key));
        }
        if (LOGINS.contains(section) && Set.of("username", "password").contains(key)) {
            return Optional.of(KeyPath.of(section, "authentication", key));
        }
        return SECTIONS.contains(section) ? Optional.of(KeyPath.of(section, key)) : Optional.empty();
    }
}
