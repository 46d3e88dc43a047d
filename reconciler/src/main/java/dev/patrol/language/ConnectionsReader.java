package dev.patrol.language;

import dev.patrol.definition.RequiredConnection;
import dev.patrol.keys.KeyValues;
import dev.patrol.layout.ClusterFrame;
import dev.patrol.presets.PgEdgeConnections;
import dev.patrol.yaml.YamlMap;
import dev.patrol.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads what must stay able to connect. An entry that was not read whole is left out: without its wrong parts it would ask
 * for another connection than its author means, through the socket instead of from a network, say, and the lock-out guard
 * would advise on that one.
 *
 * @param written the levels that the cluster's settings are merged from, with what is wrong in them
 */
record ConnectionsReader(ClusterFrame cluster, List<KeyValues> written) {
    private static final String KEY = "connections";

    List<RequiredConnection> read() {
        List<RequiredConnection> connections = new ArrayList<>();
        if (cluster.preset().isPgEdge()) {
            connections.addAll(new PgEdgeConnections(cluster).all());
        }
        cluster.settings().items(KEY).stream()
                .map(YamlMap.class::cast)
                .filter(this::isWhole)
                .forEach(item -> connections.add(connection(new KeyValues(item))));
        return connections;
    }

    private boolean isWhole(YamlMap accepted) {
        boolean isComplete =
                accepted.get("user").isPresent() && accepted.get("database").isPresent();
        return isComplete
                && written.stream()
                        .flatMap(level -> level.items(KEY).stream())
                        .filter(item -> item.location().equals(accepted.location()))
                        .allMatch(item -> hasKeysOf(item, accepted));
    }

    private static boolean hasKeysOf(YamlNode item, YamlMap accepted) {
        return item instanceof YamlMap map
                && map.entries().keySet().equals(accepted.entries().keySet());
    }

    private static RequiredConnection connection(KeyValues item) {
        return new RequiredConnection(
                item.root().location(),
                item.text("user").orElseThrow(),
                item.text("database").orElseThrow(),
                item.text("address"),
                item.find("ssl").map(ssl -> (Boolean) ssl.plain()));
    }
}
