package dev.patrol.definition;

import dev.patrol.definition.HbaReach.Connection;
import dev.patrol.definition.HbaReach.Verdict;
import dev.patrol.problem.Location;
import dev.patrol.problem.Problems;
import dev.patrol.yaml.YamlMap;
import dev.patrol.yaml.YamlNode;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** Whether every member would let the others replicate from it: any of them may lead. Raw keys count as well. */
final class ReachRules {
    private final ClusterFrame cluster;
    private final SortedMap<NodeName, YamlMap> local;
    private final Problems problems;

    ReachRules(ClusterFrame cluster, SortedMap<NodeName, YamlMap> local, Problems problems) {
        this.cluster = cluster;
        this.local = local;
        this.problems = problems;
    }

    void check() {
        cluster.nodes().forEach(node -> check(node, new Settings(local.get(node.name()))));
    }

    private void check(NodeFrame server, Settings file) {
        Optional<YamlNode> lines = file.find("postgresql.pg_hba");
        if (lines.isEmpty()) {
            return;
        }
        String role = HbaLines.Roles.of(server.settings()).replication();
        HbaReach reach = new HbaReach(file.items("postgresql.pg_hba").stream()
                .map(line -> String.valueOf(line.plain()))
                .toList());
        List<String> shutOut = cluster.nodesByName().stream()
                .filter(client -> !client.name().equals(server.name()))
                .filter(client ->
                        reach.verdict(new Connection("replication", role, client.address())) == Verdict.SHUT_OUT)
                .map(client -> "'" + client.name() + "'")
                .toList();
        if (!shutOut.isEmpty()) {
            Location place = lines.get().location();
            problems.error(
                    place.equals(Location.NOWHERE) ? server.location() : place,
                    "pg_hba of node '" + server.name() + "' lets no replication of '" + role + "' in from node "
                            + String.join(", ", shutOut) + "; add 'host replication " + role
                            + " ADDRESS/32 scram-sha-256' for each");
        }
    }
}
