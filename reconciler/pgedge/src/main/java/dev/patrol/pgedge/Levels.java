package dev.patrol.pgedge;

import static java.util.Objects.requireNonNull;

import dev.patrol.authoring.Password;
import dev.patrol.authoring.SecretsFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Puts every setting of a cluster's hosts at the highest level at which all hosts below agree on it: the cluster, else a
 * zone, else the node. A setting that a host does not have is one more value that others can agree on or not.
 */
final class Levels {
    private static final List<String> ORDER = List.of(
            "layout",
            "postgresql.version",
            "postgresql.port",
            "postgresql.parameters",
            "users.superuser.name",
            "users.superuser.password",
            "users.replication.name",
            "users.replication.password",
            "pgedge.databases",
            "pgedge.user",
            "pgedge.backup_user",
            "pgedge.exception_behaviour",
            "pgedge.proxies",
            "pgedge.backups",
            "patroni.synchronous_mode",
            "patroni.synchronous_mode_strict",
            "etcd.cacert",
            "etcd.cert",
            "etcd.key",
            "paths.patroni_config",
            "paths.data_dir",
            "paths.bin_dir",
            "paths.pgpass",
            "paths.patroni",
            "paths.patronictl",
            "ssh.port",
            "ssh.user",
            "hba");

    /** These belong to their zone, even in a cluster of one; a second zone must not inherit them. */
    private static final Set<String> NEVER_OF_THE_CLUSTER = Set.of("pgedge.proxies", "postgresql.parameters");

    private final String cluster;
    private final SecretsFile secrets;
    private final Map<Long, List<ImportedHost>> zones = new TreeMap<>();
    private final Map<String, Object> ofCluster = new LinkedHashMap<>();
    private final Map<Long, Map<String, Object>> ofZones = new TreeMap<>();
    private final Map<String, Map<String, Object>> ofNodes = new LinkedHashMap<>();

    Levels(String cluster, List<ImportedHost> hosts, SecretsFile secrets) {
        this.cluster = cluster;
        this.secrets = secrets;
        for (ImportedHost host : hosts) {
            zones.computeIfAbsent(host.zone(), zone -> new ArrayList<>()).add(host);
            ofZones.put(host.zone(), new LinkedHashMap<>());
            ofNodes.put(host.name(), new LinkedHashMap<>(host.own()));
        }
        ORDER.forEach(key -> place(key, hosts));
    }

    private void place(String key, List<ImportedHost> hosts) {
        if (agree(key, hosts) && !NEVER_OF_THE_CLUSTER.contains(key)) {
            put(key, hosts.get(0), "", ofCluster);
            return;
        }
        zones.forEach((zone, members) -> {
            if (agree(key, members)) {
                put(key, members.get(0), "-zone-" + zone, requireNonNull(ofZones.get(zone)));
            } else {
                members.forEach(
                        host -> put(key, host, "-node-" + host.name(), requireNonNull(ofNodes.get(host.name()))));
            }
        });
    }

    private static boolean agree(String key, List<ImportedHost> hosts) {
        Object first = hosts.get(0).settings().get(key);
        return hosts.stream()
                .allMatch(host -> Objects.equals(first, host.settings().get(key)));
    }

    private void put(String key, ImportedHost host, String suffix, Map<String, Object> level) {
        Optional.ofNullable(host.settings().get(key))
                .map(value -> value instanceof Password password
                        ? secrets.refer(password, key.split("\\.", -1)[1] + suffix)
                        : value)
                .ifPresent(value -> level.put(key, value));
    }

    /** The definition as a tree of plain values. */
    Map<String, Object> tree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("cluster", cluster);
        tree.putAll(nested(ofCluster));
        Map<Long, Object> zoneTrees = new LinkedHashMap<>();
        zones.forEach((zone, members) -> {
            Map<String, Object> zoneTree = nested(requireNonNull(ofZones.get(zone)));
            Map<String, Object> nodes = new LinkedHashMap<>();
            members.forEach(host -> nodes.put(host.name(), nested(requireNonNull(ofNodes.get(host.name())))));
            zoneTree.put("nodes", nodes);
            zoneTrees.put(zone, zoneTree);
        });
        tree.put("zones", zoneTrees);
        return tree;
    }

    private static Map<String, Object> nested(Map<String, Object> byDottedKey) {
        Map<String, Object> tree = new LinkedHashMap<>();
        byDottedKey.forEach((key, value) -> put(tree, key, value));
        return tree;
    }

    private static void put(Map<String, Object> tree, String key, Object value) {
        int dot = key.indexOf('.');
        if (dot < 0) {
            tree.put(key, value);
            return;
        }
        @SuppressWarnings("unchecked")
        Map<String, Object> below = (Map<String, Object>)
                tree.computeIfAbsent(key.substring(0, dot), name -> new LinkedHashMap<String, Object>());
        put(below, key.substring(dot + 1), value);
    }
}
