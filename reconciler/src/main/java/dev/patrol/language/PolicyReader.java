package dev.patrol.language;

import dev.patrol.definition.DriftPolicy;
import dev.patrol.definition.KeyPattern;
import dev.patrol.definition.MaintenancePolicy;
import dev.patrol.definition.Policy;
import dev.patrol.definition.RestartPolicy;
import dev.patrol.keys.KeyValues;
import dev.patrol.layout.ClusterFrame;
import dev.patrol.problem.Problems;
import dev.patrol.units.Quantity;
import java.util.List;

/** Makes a cluster's policy of its settings, all levels merged. */
final class PolicyReader {
    private PolicyReader() {}

    /** @param written the levels that the cluster's settings are merged from, with what is wrong in them */
    static Policy read(ClusterFrame cluster, List<KeyValues> written, Problems problems) {
        KeyValues settings = cluster.settings();
        return new Policy(
                settings.flag("paused"),
                drift(settings),
                restarts(settings),
                new MaintenancePolicy(new WindowsReader(settings, problems).read()),
                new ConnectionsReader(cluster, written).read());
    }

    private static RestartPolicy restarts(KeyValues settings) {
        boolean switchover =
                settings.text("restarts.leader").filter("switchover"::equals).isPresent();
        boolean anyTime =
                settings.text("restarts.replicas").filter("any_time"::equals).isPresent();
        return new RestartPolicy(
                switchover ? RestartPolicy.Leader.SWITCHOVER : RestartPolicy.Leader.IN_PLACE,
                anyTime ? RestartPolicy.Replicas.ANY_TIME : RestartPolicy.Replicas.WINDOW,
                settings.text("restarts.maximum_lag").stream()
                        .mapToLong(Quantity::bytes)
                        .findFirst());
    }

    private static DriftPolicy drift(KeyValues settings) {
        List<KeyPattern> ignored = settings.items("drift.ignore").stream()
                .map(item -> new KeyPattern(String.valueOf(item.plain())))
                .toList();
        return new DriftPolicy(
                driftMode(settings, "file"),
                driftMode(settings, "dynamic"),
                driftMode(settings, "effective"),
                driftMode(settings, "service"),
                ignored);
    }

    private static DriftPolicy.Mode driftMode(KeyValues settings, String layer) {
        return settings.text("drift." + layer)
                .or(() -> settings.text("drift.mode"))
                .filter(DriftPolicy.Mode.OBSERVE.word()::equals)
                .map(word -> DriftPolicy.Mode.OBSERVE)
                .orElse(DriftPolicy.Mode.ENFORCE);
    }
}
