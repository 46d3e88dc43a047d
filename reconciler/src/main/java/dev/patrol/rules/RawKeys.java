package dev.patrol.rules;

import dev.patrol.keys.KeyValues;
import dev.patrol.presets.SecretReferences;
import dev.patrol.problem.Location;
import dev.patrol.problem.Problems;
import dev.patrol.shape.Place;
import dev.patrol.shape.SecretPlace;
import dev.patrol.tree.SecretRules;
import dev.patrol.yaml.YamlList;
import dev.patrol.yaml.YamlMap;
import dev.patrol.yaml.YamlNode;
import dev.patrol.yaml.YamlScalar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Patroni's own keys as a definition gives them. Secrets in them become references, a secret that is written out is a
 * problem, and so is a key that Patrol itself must know: it would be right in the file and wrong in Patrol's head.
 */
public record RawKeys(Problems problems) {
    /** What Patrol reads from the definition, and the key that sets it. */
    private static final Map<String, String> KNOWN_LOCAL = Map.ofEntries(
            Map.entry("scope", "patroni.scope"),
            Map.entry("namespace", "patroni.namespace"),
            Map.entry("name", "nodes.NAME.member"),
            Map.entry("restapi.listen", "restapi.listen' and 'restapi.port"),
            Map.entry("restapi.certfile", "restapi.certfile"),
            Map.entry("etcd.hosts", "etcd.hosts"),
            Map.entry("etcd.host", "etcd.hosts"),
            Map.entry("etcd3.host", "etcd.hosts"),
            Map.entry("etcd.protocol", "etcd.protocol"),
            Map.entry("etcd3.hosts", "etcd.hosts"),
            Map.entry("etcd3.protocol", "etcd.protocol"),
            Map.entry("bootstrap.dcs", "raw.dynamic"),
            Map.entry("tags.patrol", "tags"),
            Map.entry("postgresql.listen", "postgresql.listen' and 'postgresql.port"),
            Map.entry("postgresql.data_dir", "paths.data_dir"),
            Map.entry("postgresql.config_dir", "paths.config_dir"),
            Map.entry("postgresql.bin_dir", "paths.bin_dir"),
            Map.entry("postgresql.pgpass", "paths.pgpass"));

    /** {@code raw.local} of one level, ready to be laid over the tree of a Patroni file. */
    public YamlMap local(KeyValues level) {
        YamlMap raw = level.map("raw.local");
        KeyValues keys = new KeyValues(raw);
        KNOWN_LOCAL.forEach((path, instead) -> keys.find(path)
                .ifPresent(value -> problems.error(
                        value.location(),
                        "'raw.local." + path + "' does not change what Patrol knows; set '" + instead + "' instead")));
        KNOWN_LOCAL.keySet().forEach(path -> checkParents(path, keys));
        new HbaRules(problems).check(keys.items("postgresql.pg_hba"));
        return map(raw, "raw.local");
    }

    // What takes a whole section away takes keys with it that Patrol must know; but a node may lack 'bootstrap'.
    private void checkParents(String path, KeyValues keys) {
        int dot = path.lastIndexOf('.');
        String parent = dot < 0 ? "" : path.substring(0, dot);
        keys.find(parent)
                .filter(value -> !(value instanceof YamlMap) && !parent.equals("bootstrap"))
                .ifPresent(value -> problems.error(
                        value.location(),
                        "'raw.local." + parent
                                + "' must be a map: Patrol needs what else is in it; name the keys to change"
                                + " or to remove"));
    }

    /** {@code raw.dynamic} of one level. The DCS is no place for secrets: {@code GET /config} asks for no password. */
    public YamlMap dynamic(KeyValues level) {
        YamlMap raw = level.map("raw.dynamic");
        raw.get("pause")
                .ifPresent(value -> problems.error(
                        value.location(),
                        "'raw.dynamic.pause' is the operators' switch, which Patrol leaves alone; use 'patronictl"
                                + " pause', or 'paused: true' to keep Patrol from changing anything"));
        raw.get("postgresql")
                .filter(value -> !(value instanceof YamlMap))
                .ifPresent(value -> problems.error(
                        value.location(),
                        "'raw.dynamic.postgresql' must be a map: it would take all parameters away; name the keys to"
                                + " change or to remove"));
        reportSecrets(raw, "raw.dynamic");
        return raw;
    }

    private void reportSecrets(YamlNode node, String path) {
        if (node instanceof YamlMap map) {
            map.entries().forEach((key, entry) -> {
                if (SecretRules.holdsSecret(key) || reference(entry.value()).isPresent()) {
                    problems.error(
                            entry.value().location(),
                            "'" + path + "." + key + "' would be readable for everybody who reaches the REST API;"
                                    + " give it in 'raw.local' as {secret: {env: VARIABLE}}");
                } else {
                    reportSecrets(entry.value(), path + "." + key);
                }
            });
        }
    }

    private YamlNode node(YamlNode node, String path) {
        Optional<YamlNode> reference = reference(node);
        if (reference.isPresent()) {
            return new SecretPlace()
                    .accept(reference.get(), new Place(path, problems))
                    .map(SecretReferences::leaf)
                    .orElse(node);
        }
        if (node instanceof YamlMap map) {
            return map(map, path);
        }
        if (node instanceof YamlList list) {
            List<YamlNode> items =
                    list.items().stream().map(item -> node(item, path)).toList();
            return new YamlList(list.location(), items);
        }
        return node;
    }

    private YamlMap map(YamlMap map, String path) {
        Map<String, YamlMap.Entry> entries = new LinkedHashMap<>();
        map.entries().forEach((key, entry) -> {
            String below = path + "." + key;
            if (SecretRules.holdsSecret(key) && entry.value() instanceof YamlScalar scalar && scalar.value() != null) {
                reportWrittenOut(entry.value().location(), below);
            }
            entries.put(key, new YamlMap.Entry(entry.keyLocation(), node(entry.value(), below)));
        });
        return new YamlMap(map.location(), entries);
    }

    private void reportWrittenOut(Location location, String path) {
        problems.error(
                location,
                "'" + path + "' is written out; a secret does not belong here: write {secret: {env: VARIABLE}} or"
                        + " {secret: {file: PATH, key: KEY}}");
    }

    private static Optional<YamlNode> reference(YamlNode node) {
        return node instanceof YamlMap map && map.entries().keySet().equals(Set.of("secret"))
                ? map.get("secret")
                : Optional.empty();
    }
}
