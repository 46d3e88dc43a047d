package dev.patrol.presets;

import dev.patrol.definition.RequiredConnection;
import dev.patrol.keys.Settings;
import dev.patrol.layout.ClusterFrame;
import dev.patrol.problem.Location;
import dev.patrol.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What connects to a zone of pgEdge's layouts besides its own members: Spock from the nodes of every zone, the proxies,
 * the backup servers. Proxies and backups may be a node's own; so what all nodes have in common is looked at.
 */
public record PgEdgeConnections(ClusterFrame cluster) {
    private static final String POSTGRES = "postgres";

    public List<RequiredConnection> all() {
        Settings settings = cluster.settings();
        String superuser = HbaLines.Roles.of(settings).superuser();
        String user = settings.text("pgedge.user").orElse("pgedge");
        String backup = settings.text("pgedge.backup_user").orElse("backrest");
        List<RequiredConnection> connections = new ArrayList<>();
        if (settings.find("pgedge.spock")
                .map(YamlNode::plain)
                .filter(Boolean.FALSE::equals)
                .isEmpty()) {
            cluster.neighbours()
                    .forEach(node -> databases(settings)
                            .forEach(
                                    database -> connections.add(connection(cluster.location(), user, database, node))));
        }
        settings.items("pgedge.proxies")
                .forEach(proxy -> databases(settings).forEach(database -> {
                    connections.add(connection(proxy.location(), superuser, database, text(proxy)));
                    connections.add(connection(proxy.location(), user, database, text(proxy)));
                }));
        settings.items("pgedge.backups").forEach(server -> {
            connections.add(connection(server.location(), backup, POSTGRES, text(server)));
            connections.add(connection(server.location(), backup, "replication", text(server)));
        });
        return connections;
    }

    private static List<String> databases(Settings settings) {
        return settings.find("pgedge.databases").isEmpty()
                ? List.of("demo")
                : settings.items("pgedge.databases").stream()
                        .map(PgEdgeConnections::text)
                        .toList();
    }

    private static RequiredConnection connection(Location place, String user, String database, String client) {
        return new RequiredConnection(place, user, database, Optional.of(client), Optional.empty());
    }

    private static String text(YamlNode node) {
        return String.valueOf(node.plain());
    }
}
