package dev.patrol.hba;

import dev.patrol.parameters.PatroniBoolean;
import dev.patrol.yaml.PythonTruth;
import dev.patrol.yaml.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What holds for one member: its file over the dynamic configuration, as Patroni lays them over each other ({@code
 * _build_effective_configuration}): parameters one by one, all else as a whole.
 */
record MemberConfig(Map<String, Object> file, Map<String, Object> dynamic) {
    Optional<Object> postgresql(String key) {
        return below(file, "postgresql", key).or(() -> below(dynamic, "postgresql", key));
    }

    Optional<Object> parameter(String name) {
        return postgresqlMap(file, "parameters", name).or(() -> postgresqlMap(dynamic, "parameters", name));
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
        return below(file, "postgresql", "authentication").flatMap(found -> below(found, who, key));
    }

    /** {@code postgresql.listen} without the port. */
    List<String> listen() {
        String listen = below(file, "postgresql", "listen").map(String::valueOf).orElse("*");
        int colon = listen.lastIndexOf(':');
        String hosts = colon < 0 ? listen : listen.substring(0, colon);
        return List.of(hosts.replace("[", "").replace("]", "").split("\\s*,\\s*"));
    }

    private static Optional<Object> postgresqlMap(Map<String, Object> tree, String map, String key) {
        return below(tree, "postgresql", map).filter(Map.class::isInstance).map(found -> ((Map<?, ?>) found).get(key));
    }

    private static Optional<Object> below(Object tree, String first, String second) {
        return tree instanceof Map<?, ?> map && map.get(first) instanceof Map<?, ?> inner
                ? Optional.ofNullable(inner.get(second))
                : Optional.empty();
    }
}
