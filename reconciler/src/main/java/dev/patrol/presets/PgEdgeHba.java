package dev.patrol.presets;

import dev.patrol.definition.Layout;
import dev.patrol.keys.KeyValues;
import dev.patrol.problem.Location;
import dev.patrol.yaml.YamlList;
import dev.patrol.yaml.YamlNode;
import dev.patrol.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The lines of pg_hba.conf as pgEdge's role orders them: the machine itself; Spock and the superuser from every node of
 * every zone; replication from the nodes of the zone; proxies; the definition's own rules; backup servers.
 *
 * @param roles the roles of the cluster itself
 * @param settings one node's, where it has {@code pgedge} and {@code hba}
 * @param everywhere addresses of the nodes of all zones
 * @param zone addresses of the nodes of this zone
 */
record PgEdgeHba(HbaLines.Roles roles, KeyValues settings, Collection<String> everywhere, Collection<String> zone) {
    private static final String REPLICATION = "postgres,replication";
    private static final String SELF = "127.0.0.1";

    YamlList lines() {
        PgEdgeSettings pgEdge = new PgEdgeSettings(settings);
        String databases = Stream.concat(pgEdge.databases().stream(), Stream.of("postgres"))
                .collect(Collectors.joining(","));
        List<YamlNode> lines = new ArrayList<>();
        beforeOwnRules(databases, pgEdge.user()).forEach(line -> lines.add(new YamlScalar(Location.NOWHERE, line)));
        pgEdge.proxies().forEach(proxy -> {
            lines.add(from(proxy, databases, roles.superuser()));
            lines.add(from(proxy, databases, pgEdge.user()));
        });
        settings.items("hba").forEach(rule -> lines.add(HbaLines.line(rule)));
        pgEdge.backups().forEach(server -> lines.add(from(server, REPLICATION, pgEdge.backupUser())));
        return new YamlList(Location.NOWHERE, lines);
    }

    private List<String> beforeOwnRules(String databases, String user) {
        List<String> lines = new ArrayList<>();
        lines.add("local all " + Layout.OWNER + " peer");
        lines.add(host("all", "all", SELF));
        everywhere.forEach(address -> {
            lines.add(host(databases, user, address));
            lines.add(host(databases, roles.superuser(), address));
        });
        // The role knows neither a node that listens on chosen addresses nor a rewind role; Patroni needs both let in.
        zone.stream()
                .filter(address -> !everywhere.contains(address))
                .forEach(address -> lines.add(host(databases, roles.superuser(), address)));
        if (!roles.rewind().equals(roles.superuser())) {
            zone.forEach(address -> lines.add(host("postgres", roles.rewind(), address)));
        }
        lines.add(host(REPLICATION, roles.replication(), SELF));
        zone.forEach(address -> lines.add(host(REPLICATION, roles.replication(), address)));
        return lines;
    }

    private static YamlNode from(YamlNode server, String databases, String user) {
        return new YamlScalar(server.location(), host(databases, user, String.valueOf(server.plain())));
    }

    private static String host(String databases, String user, String address) {
        return "host " + databases + " " + user + " " + HbaLines.client(address) + " scram-sha-256";
    }
}
