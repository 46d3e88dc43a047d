package dev.patrol.presets;

import dev.patrol.definition.RequiredConnection;
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
        PgEdgeSettings pgEdge = new PgEdgeSettings(cluster.settings());
        String superuser = HbaLines.Roles.of(cluster.settings()).superuser();
        String user = pgEdge.user();
        List<RequiredConnection> connections = new ArrayList<>();
        if (pgEdge.has("spock")) {
            cluster.neighbours()
                    .forEach(node -> pgEdge.databases()
                            .forEach(
                                    database -> connections.add(connection(cluster.location(), user, database, node))));
        }
        pgEdge.proxies()
                .forEach(proxy -> pgEdge.databases().forEach(database -> {
                    connections.add(connection(proxy.location(), superuser, database, text(proxy)));
                    connections.add(connection(proxy.location(), user, database, text(proxy)));
                }));
        pgEdge.backups().forEach(server -> {
            connections.add(connection(server.location(), pgEdge.backupUser(), POSTGRES, text(server)));
            connections.add(connection(server.location(), pgEdge.backupUser(), "replication", text(server)));
        });
        return connections;
    }

    private static RequiredConnection connection(Location place, String user, String database, String client) {
        return new RequiredConnection(place, user, database, Optional.of(client), Optional.empty());
    }

    private static String text(YamlNode node) {
        return String.valueOf(node.plain());
    }
}
