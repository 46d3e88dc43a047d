package dev.patrol.render;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The order of keys in a rendered file: those that people look for first, then all others by name. It does not depend
 * on the order in a definition, so that moving lines there changes no file.
 */
final class KeyOrder {
    private static final List<String> DYNAMIC = List.of("ttl", "loop_wait", "retry_timeout", "maximum_lag_on_failover");
    private static final List<String> ETCD = List.of("hosts", "protocol", "username", "password");

    private static final Map<String, List<String>> FIRST = Map.ofEntries(
            Map.entry(
                    "",
                    List.of(
                            "scope",
                            "namespace",
                            "name",
                            "log",
                            "restapi",
                            "ctl",
                            "etcd",
                            "etcd3",
                            "bootstrap",
                            "postgresql",
                            "watchdog",
                            "tags")),
            Map.entry("restapi", List.of("listen", "connect_address")),
            Map.entry("restapi.authentication", List.of("username", "password")),
            Map.entry("etcd", ETCD),
            Map.entry("etcd3", ETCD),
            Map.entry("bootstrap", List.of("method", "pg_createcluster", "dcs")),
            Map.entry("bootstrap.dcs", DYNAMIC),
            Map.entry("bootstrap.dcs.postgresql", List.of("use_pg_rewind", "use_slots")),
            Map.entry(
                    "postgresql",
                    List.of(
                            "listen",
                            "connect_address",
                            "data_dir",
                            "config_dir",
                            "bin_dir",
                            "pgpass",
                            "authentication",
                            "create_replica_methods",
                            "pg_clonecluster",
                            "parameters",
                            "pg_hba")),
            Map.entry("postgresql.authentication", List.of("superuser", "replication", "rewind")),
            Map.entry("postgresql.authentication.superuser", List.of("username", "password")),
            Map.entry("postgresql.authentication.replication", List.of("username", "password")),
            Map.entry("postgresql.authentication.rewind", List.of("username", "password")));

    private KeyOrder() {}

    static Map<String, Object> ofFile(Map<String, Object> tree) {
        return ordered(tree, "");
    }

    static Map<String, Object> ofDynamic(Map<String, Object> dynamic) {
        return ordered(dynamic, "bootstrap.dcs");
    }

    private static Map<String, Object> ordered(Map<?, ?> map, String path) {
        List<String> first = FIRST.getOrDefault(path, List.of());
        Comparator<String> order = Comparator.<String>comparingInt(
                        key -> first.contains(key) ? first.indexOf(key) : first.size())
                .thenComparing(Comparator.naturalOrder());
        Map<String, Object> ordered = new LinkedHashMap<>();
        map.keySet().stream()
                .map(String.class::cast)
                .sorted(order)
                .forEach(key -> ordered.put(key, value(map.get(key), path.isEmpty() ? key : path + "." + key)));
        return Collections.unmodifiableMap(ordered);
    }

    private static @Nullable Object value(@Nullable Object value, String path) {
        if (value instanceof Map<?, ?> map) {
            return ordered(map, path);
        }
        if (value instanceof List<?> list) {
            List<Object> items = new ArrayList<>();
            list.forEach(item -> items.add(value(item, path + "[]")));
            return Collections.unmodifiableList(items);
        }
        return value;
    }
}
