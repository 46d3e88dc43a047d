package dev.patrol.diff;

import dev.patrol.definition.Layout;
import dev.patrol.definition.NodeDefinition;
import dev.patrol.observe.NodeSeen;
import dev.patrol.parameters.Effect;
import dev.patrol.parameters.PatroniEnvironment;
import dev.patrol.tree.ConfigTree;
import dev.patrol.tree.KeyPath;
import dev.patrol.tree.Secrets;
import dev.patrol.yaml.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What systemd does otherwise than wanted: units, and variables that it puts over Patroni's file. */
final class ServiceDiffer {
    private static final Origin SYSTEMD = Origin.of(Origin.Kind.SYSTEMD, "systemd");

    private ServiceDiffer() {}

    static List<KeyChange> diff(NodeDefinition node, ConfigTree wanted, NodeSeen seen, Secrets secrets) {
        List<KeyChange> changes = units(node.layout().units(), seen);
        String unit = node.layout().units().patroni();
        new TreeMap<>(seen.process().environment())
                .forEach((name, value) -> PatroniEnvironment.keyOf(name)
                        .filter(key -> !isSame(value, wanted.get(key)))
                        .ifPresent(key ->
                                changes.add(variable(name, value.map(text -> secrets.guard(key, text)), key, unit))));
        return changes;
    }

    private static List<KeyChange> units(Layout.Units units, NodeSeen seen) {
        List<KeyChange> changes = new ArrayList<>();
        if (seen.isEnabled(units.postgresql())) {
            changes.add(unit(units.postgresql(), "enabled", "disabled"));
        }
        if (!seen.isRunning(units.patroni())) {
            changes.add(unit(units.patroni(), seen.unit(units.patroni()).active(), "active"));
        } else if (!seen.isEnabled(units.patroni())) {
            changes.add(unit(units.patroni(), "not enabled", "enabled"));
        }
        return changes;
    }

    private static KeyChange unit(String unit, String before, String after) {
        return new KeyChange(
                Layer.SERVICE, KeyPath.of(unit), Optional.of(before), Optional.of(after), Effect.NOTHING, SYSTEMD);
    }

    private static KeyChange variable(String name, Optional<Object> value, KeyPath key, String unit) {
        Object before = value.orElse(new Secret(""));
        return new KeyChange(
                Layer.SERVICE,
                KeyPath.of("environment", name),
                Optional.of(before),
                Optional.empty(),
                Effect.PATRONI_RESTART,
                Origin.of(
                        Origin.Kind.ENVIRONMENT,
                        "the environment of '" + unit + "', which beats '" + key + "' of Patroni's file"));
    }

    private static boolean isSame(Optional<String> value, Optional<Object> wanted) {
        if (value.isEmpty() || wanted.isEmpty()) {
            return false;
        }
        return PatroniValue.same(wanted.get() instanceof List<?> ? items(value.get()) : value.get(), wanted.get());
    }

    // 'a:2379','b:2379', or without the quotes, or in brackets (PATRONI_ETCD_HOSTS; Patroni's config.py _parse_list).
    private static List<String> items(String value) {
        return Stream.of(value.strip().replaceAll("^\\[|]$", "").split(","))
                .map(item -> item.strip().replaceAll("^['\"]|['\"]$", ""))
                .toList();
    }
}
