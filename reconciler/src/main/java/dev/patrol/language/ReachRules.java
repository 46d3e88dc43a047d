package dev.patrol.language;

import dev.patrol.definition.NodeName;
import dev.patrol.language.HbaReach.Connection;
import dev.patrol.language.HbaReach.Verdict;
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
        // A list that no file holds is Patrol's own, which begins with the rules that let every member in.
        Optional<YamlNode> lines =
                file.find("postgresql.pg_hba").filter(found -> !found.location().equals(Location.NOWHERE));
        if (lines.isEmpty()) {
            return;
        }
        HbaReach reach = new HbaReach(file.items("postgresql.pg_hba").stream()
                .map(line -> String.valueOf(line.plain()))
                .toList());
        String role = HbaLines.Roles.of(cluster.settings()).replication();
        List<String> shutOut = cluster.nodesByName().stream()
                .filter(client -> !client.name().equals(server.name()))
                .filter(client ->
                        reach.verdict(new Connection("replication", role, client.address())) == Verdict.SHUT_OUT)
                .map(client -> "'" + client.name() + "'")
                .toList();
        if (!shutOut.isEmpty()) {
            problems.error(
                    lines.get().location(),
                    "pg_hba of node '" + server.name() + "' lets no replication of '" + role + "' in from node "
                            + String.join(", ", shutOut) + "; add 'host replication " + role
                            + " ADDRESS/32 scram-sha-256' for each");
        }
    }
}
