package dev.patrol.hba;

import dev.patrol.parameters.PatroniBoolean;
import dev.patrol.tree.ConfigTree;
import dev.patrol.tree.KeyPath;
import dev.patrol.yaml.PythonTruth;
import dev.patrol.yaml.Secret;
import java.util.List;
import java.util.Optional;

/**
 * What holds for one member: its file over the dynamic configuration, as Patroni lays them over each other ({@code
 * _build_effective_configuration}): parameters one by one, all else as a whole.
 */
record MemberConfig(ConfigTree file, ConfigTree dynamic) {
    Optional<Object> postgresql(String key) {
        return file.get("postgresql", key).or(() -> dynamic.get("postgresql", key));
    }

    Optional<Object> parameter(String name) {
        KeyPath path = KeyPath.ofParameter(name);
        return file.get(path).or(() -> dynamic.get(path));
    }

    /** The lines, where Patroni writes pg_hba.conf; it does not where a parameter names another file. */
    Optional<List<String>> hba() {
        return postgresql("pg_hba")
                .filter(lines -> parameter("hba_file").isEmpty())
                .filter(List.class::isInstance)
                .map(lines -> ((List<?>) lines)
                        .stream()
                                // Of a file that is only observed, lines with a password are masked.
                                .map(line -> String.valueOf(Secret.plain(line)))
                                .toList())
                .filter(lines -> !lines.isEmpty());
    }

    /** Whether the server has TLS; empty where no layer says so, since its own postgresql.conf may. */
    Optional<Boolean> tls() {
        return parameter("ssl").flatMap(PatroniBoolean::of);
    }

    /** Whether a switch of the section {@code postgresql} is on; Patroni only asks whether something stands there. */
    boolean isSet(String key) {
        return postgresql(key).filter(PythonTruth::of).isPresent();
    }

    /** A key of {@code postgresql.authentication.WHO}, which Patroni takes from the file alone. */
    Optional<Object> login(String who, String key) {
        return file.get("postgresql", "authentication", who, key);
    }

    /** {@code postgresql.listen} without the port. */
    List<String> listen() {
        String listen = file.text("postgresql", "listen").orElse("*");
        int colon = listen.lastIndexOf(':');
        String hosts = colon < 0 ? listen : listen.substring(0, colon);
        return List.of(hosts.replace("[", "").replace("]", "").split("\\s*,\\s*"));
    }
}
