package dev.patrol.render;

import dev.patrol.tree.ConfigTree;
import dev.patrol.tree.KeyPath;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

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

    static ConfigTree ofFile(ConfigTree tree) {
        return tree.sorted(KeyOrder::at);
    }

    static ConfigTree ofDynamic(ConfigTree dynamic) {
        return dynamic.sorted(path -> at(KeyPath.SEED.below(path)));
    }

    private static Comparator<String> at(KeyPath path) {
        List<String> first = FIRST.getOrDefault(path.toString(), List.of());
        return Comparator.<String>comparingInt(key -> first.contains(key) ? first.indexOf(key) : first.size())
                .thenComparing(Comparator.naturalOrder());
    }
}
