package dev.patrol.view;

import dev.patrol.apply.Work;
import dev.patrol.definition.NodeDefinition;
import dev.patrol.reconcile.ClusterReport;
import dev.patrol.reconcile.FleetReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Clusters of which a plan says the same, but for their own name and those of their nodes. */
record ClusterGroup(List<ClusterReport> clusters) {
    ClusterGroup {
        clusters = List.copyOf(clusters);
    }

    /** All clusters of a report, each in one group, in the order of the first of each. */
    static List<ClusterGroup> of(FleetReport report) {
        ClusterText text = new ClusterText(Ink.PLAIN, false);
        Map<List<Object>, List<ClusterReport>> groups = new LinkedHashMap<>();
        for (ClusterReport cluster : report.clusters()) {
            List<Object> said = List.of(
                    cluster.status().outcome().kind(),
                    cluster.status().appliedRevision(),
                    nameless(String.join("\n", text.lines(cluster)), cluster));
            groups.computeIfAbsent(said, key -> new ArrayList<>()).add(cluster);
        }
        return groups.values().stream().map(ClusterGroup::new).toList();
    }

    private static String nameless(String text, ClusterReport cluster) {
        List<NodeDefinition> nodes =
                cluster.planned().map(Work::cluster).map(found -> found.nodes()).orElseGet(List::of);
        String result = text.replace("'" + cluster.status().cluster() + "'", "''");
        for (int i = 0; i < nodes.size(); i++) {
            Pattern name = Pattern.compile(
                    "(?<![\\w-])" + Pattern.quote(nodes.get(i).name().value()) + "(?![\\w-])");
            result = name.matcher(result).replaceAll(Matcher.quoteReplacement("<" + i + ">"));
        }
        return result;
    }

    ClusterReport first() {
        return clusters.get(0);
    }

    /** {@code orders}, or {@code orders and 299 more}. */
    String name() {
        String name = first().status().cluster().value();
        return clusters.size() == 1 ? name : name + " and " + (clusters.size() - 1) + " more";
    }

    List<String> names() {
        return clusters.stream()
                .map(cluster -> cluster.status().cluster().value())
                .toList();
    }
}
