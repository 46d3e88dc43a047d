package dev.patrol.rules;

import static java.util.Objects.requireNonNull;

import dev.patrol.definition.ClusterDefinition;
import dev.patrol.definition.NodeName;
import dev.patrol.hba.LockOut;
import dev.patrol.hba.Verdict;
import dev.patrol.keys.KeyValues;
import dev.patrol.presets.Trees;
import dev.patrol.problem.Location;
import dev.patrol.problem.Problem;
import dev.patrol.problem.Problems;
import dev.patrol.problem.Severity;
import dev.patrol.tree.ConfigTree;
import dev.patrol.yaml.YamlList;
import dev.patrol.yaml.YamlNode;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Whether pg_hba lets in what the cluster cannot do without. Raw keys count as well, and so does the DCS. */
public record LockOutRules(ClusterDefinition cluster, Trees wanted, Problems problems) {
    public void check() {
        SortedMap<NodeName, ConfigTree> files = new TreeMap<>();
        cluster.nodes().forEach(node -> files.put(node.name(), node.local()));
        // Where other rules have found mistakes, only what is certain adds to them: a line that PostgreSQL cannot read
        // is one of theirs, and a password that is missing leaves open what comes of a connection.
        boolean isBroken = problems.hasErrors();
        LockOut.of(cluster, files, cluster.dynamic()).stream()
                .filter(found ->
                        !isBroken || (found.kind() == LockOut.Kind.CONNECTION && found.verdict() == Verdict.REFUSED))
                .forEach(this::report);
    }

    private void report(LockOut found) {
        Location place = found.declared().orElseGet(() -> place(found));
        Severity severity = found.verdict() == Verdict.REFUSED ? Severity.ERROR : Severity.WARNING;
        problems.add(new Problem(severity, place, found.reason()));
    }

    // The line that decides, else the list, else the cluster.
    private Location place(LockOut found) {
        KeyValues file = new KeyValues(
                requireNonNull(wanted.local().get(found.servers().iterator().next())));
        Optional<YamlNode> list =
                file.find("postgresql.pg_hba").or(() -> new KeyValues(wanted.dynamic()).find("postgresql.pg_hba"));
        List<YamlNode> lines = list.filter(YamlList.class::isInstance)
                .map(lineList -> ((YamlList) lineList).items())
                .orElse(List.of());
        return found.line()
                .filter(line -> line <= lines.size())
                .map(line -> lines.get(line - 1).location())
                .filter(LockOutRules::isSomewhere)
                .or(() -> list.map(YamlNode::location).filter(LockOutRules::isSomewhere))
                .orElse(cluster.location());
    }

    private static boolean isSomewhere(Location location) {
        return !location.equals(Location.NOWHERE);
    }
}
