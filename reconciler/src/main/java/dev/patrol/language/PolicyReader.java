package dev.patrol.language;

import dev.patrol.definition.DriftPolicy;
import dev.patrol.definition.KeyPattern;
import dev.patrol.definition.MaintenancePolicy;
import dev.patrol.definition.Policy;
import dev.patrol.definition.RequiredConnection;
import dev.patrol.definition.RestartPolicy;
import dev.patrol.problem.Problems;
import dev.patrol.yaml.YamlMap;
import java.util.ArrayList;
import java.util.List;

/** Makes a cluster's policy of its settings, all levels merged. */
final class PolicyReader {
    private PolicyReader() {}

    static Policy read(ClusterFrame cluster, Problems problems) {
        Settings settings = cluster.settings();
        return new Policy(
                settings.flag("paused"),
                drift(settings),
                restarts(settings),
                new MaintenancePolicy(new WindowsReader(settings, problems).read()),
                connections(cluster));
    }

    private static List<RequiredConnection> connections(ClusterFrame cluster) {
        List<RequiredConnection> connections = new ArrayList<>();
        if (cluster.preset().isPgEdge()) {
            connections.addAll(new PgEdgeConnections(cluster).all());
        }
        cluster.settings()
                .items("connections")
                .forEach(item -> connections.add(connection(new Settings((YamlMap) item))));
        return connections;
    }

    private static RequiredConnection connection(Settings item) {
        return new RequiredConnection(
                item.root().location(),
                item.text("user").orElse(""),
                item.text("database").orElse(""),
                item.text("address"),
                item.find("ssl").map(ssl -> (Boolean) ssl.plain()));
    }

    private static RestartPolicy restarts(Settings settings) {
        boolean switchover =
                settings.text("restarts.leader").filter("switchover"::equals).isPresent();
        boolean anyTime =
                settings.text("restarts.replicas").filter("any_time"::equals).isPresent();
        return new RestartPolicy(
                switchover ? RestartPolicy.Leader.SWITCHOVER : RestartPolicy.Leader.IN_PLACE,
                anyTime ? RestartPolicy.Replicas.ANY_TIME : RestartPolicy.Replicas.WINDOW,
                Amounts.bytes(settings.text("restarts.maximum_lag")));
    }

    private static DriftPolicy drift(Settings settings) {
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

    private static DriftPolicy.Mode driftMode(Settings settings, String layer) {
        return settings.text("drift." + layer)
                .or(() -> settings.text("drift.mode"))
                .filter(DriftPolicy.Mode.OBSERVE.word()::equals)
                .map(word -> DriftPolicy.Mode.OBSERVE)
                .orElse(DriftPolicy.Mode.ENFORCE);
    }
}
