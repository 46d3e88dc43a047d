package dev.patrol.presets;

import dev.patrol.keys.KeyValues;
import dev.patrol.keys.YamlMerge;
import dev.patrol.yaml.YamlMap;
import dev.patrol.yaml.YamlNode;
import java.util.List;

/** The configuration wanted in the DCS. */
public final class DynamicTree {
    private static final List<String> KEYS_WITHOUT_PRESET = List.of(
            "maximum_lag_on_syncnode",
            "max_timelines_history",
            "check_timeline",
            "primary_start_timeout",
            "primary_stop_timeout",
            "synchronous_mode",
            "synchronous_mode_strict",
            "synchronous_node_count",
            "failsafe_mode",
            "slots",
            "ignore_slots");

    private DynamicTree() {}

    /** The tree with raw keys laid over it, in this order. */
    public static YamlMap of(KeyValues settings, List<YamlMap> raws) {
        TreeBuilder tree = new TreeBuilder()
                .put("ttl", settings.find("patroni.ttl"), 30L)
                .put("loop_wait", settings.find("patroni.loop_wait"), 10L)
                .put("retry_timeout", settings.find("patroni.retry_timeout"), 10L)
                .put("maximum_lag_on_failover", settings.find("patroni.maximum_lag_on_failover"), 1_048_576L)
                .put("postgresql.use_pg_rewind", settings.find("patroni.use_pg_rewind"), true)
                .put("postgresql.use_slots", settings.find("patroni.use_slots"), true);
        KEYS_WITHOUT_PRESET.forEach(key -> tree.put(key, settings.find("patroni." + key)));
        YamlMap parameters = settings.map("postgresql.parameters");
        if (!parameters.entries().isEmpty()) {
            tree.put("postgresql.parameters", (YamlNode) parameters);
        }
        return raws.stream().reduce(tree.build(), YamlMerge::merge);
    }
}
