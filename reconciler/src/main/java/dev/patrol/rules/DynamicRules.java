package dev.patrol.rules;

import dev.patrol.keys.KeyValues;
import dev.patrol.parameters.LoopTimes;
import dev.patrol.problem.Location;
import dev.patrol.problem.Problems;
import dev.patrol.tree.ConfigTree;
import dev.patrol.yaml.YamlMap;
import dev.patrol.yaml.YamlNode;
import java.util.Map;
import java.util.Optional;

/**
 * Checks the configuration wanted in the DCS as a whole, raw keys included.
 *
 * @param cluster where to report what no single line is to blame for
 */
public record DynamicRules(KeyValues dynamic, Location cluster, Problems problems) {
    /** Patroni adjusts smaller values in memory and leaves them in the DCS, so that nothing looks wrong there. */
    private static final Map<String, Long> SMALLEST = Map.of(
            "maximum_lag_on_failover", 0L,
            "maximum_lag_on_syncnode", -1L,
            "max_timelines_history", 0L,
            "primary_start_timeout", 0L,
            "primary_stop_timeout", 0L,
            "synchronous_node_count", 1L);

    /** Checks it for so many nodes and a major version of PostgreSQL. */
    public void check(int nodes, long version) {
        LoopTimes.SMALLEST.forEach(this::checkNumber);
        SMALLEST.forEach(this::checkNumber);
        checkTimes();
        checkSynchronous(nodes);
        Optional<YamlNode> parameters = dynamic.find("postgresql.parameters");
        if (parameters.isPresent() && !(parameters.get() instanceof YamlMap)) {
            problems.error(
                    parameters.get().location(),
                    "'postgresql.parameters' must be a map of parameter names to values: Patroni drops anything else");
        }
        new ParameterRules(version, problems).checkShared(dynamic.map("postgresql.parameters"), isSynchronous());
    }

    private void checkNumber(String key, long smallest) {
        dynamic.find(key)
                .filter(value -> !(value.plain() instanceof Long number && number >= smallest))
                .ifPresent(value -> problems.error(
                        value.location(),
                        "'" + key + "' must be a whole number, at least " + smallest
                                + ": Patroni would silently use another value"));
    }

    private void checkTimes() {
        LoopTimes times = LoopTimes.of(ConfigTree.of(dynamic.root()));
        if (times.leastTtl() > times.ttl()) {
            problems.error(
                    placeOfTimes(),
                    "loop_wait (" + times.loopWait() + ") + 2 * retry_timeout (" + times.retryTimeout()
                            + ") is more than ttl (" + times.ttl()
                            + "): the leader key would expire while Patroni retries; raise 'patroni.ttl' to "
                            + times.leastTtl() + " or lower the other two");
        }
    }

    private Location placeOfTimes() {
        return dynamic.root().entries().entrySet().stream()
                .filter(entry -> LoopTimes.SMALLEST.containsKey(entry.getKey()))
                .map(entry -> entry.getValue().value().location())
                .filter(location -> !location.equals(Location.NOWHERE))
                .findFirst()
                .orElse(cluster);
    }

    private boolean isSynchronous() {
        return dynamic.find("synchronous_mode")
                .filter(mode -> !Boolean.FALSE.equals(mode.plain()))
                .isPresent();
    }

    private void checkSynchronous(int nodes) {
        dynamic.find("synchronous_mode")
                .filter(mode -> "quorum".equals(mode.plain()))
                .ifPresent(mode -> problems.warning(
                        mode.location(),
                        "'quorum' needs Patroni 4.0 on every member: an older one does not know the word and"
                                + " replicates asynchronously"));
        dynamic.find("synchronous_mode_strict")
                .filter(strict -> Boolean.TRUE.equals(strict.plain()) && nodes == 1)
                .ifPresent(strict -> problems.warning(
                        strict.location(),
                        "'synchronous_mode_strict' with one node lets no transaction commit; add a node or remove it"));
    }
}
