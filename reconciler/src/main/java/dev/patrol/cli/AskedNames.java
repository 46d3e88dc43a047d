package dev.patrol.cli;

import dev.patrol.definition.ClusterDefinition;
import dev.patrol.definition.ClusterName;
import dev.patrol.definition.NodeName;
import dev.patrol.problem.Guess;
import dev.patrol.reconcile.Selection;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Checks that what {@code --cluster} and {@code --node} name is there, and says otherwise what is. */
final class AskedNames {
    /** A message bears no more names. */
    private static final int MOST = 20;

    private final Selection asked;

    AskedNames(Selection asked) {
        this.asked = asked;
    }

    /**
     * @param where ends {@code no cluster 'x' …}
     * @throws CommandFailure for a cluster that is not among the known
     */
    void requireClusters(SortedSet<ClusterName> known, String where) {
        List<String> names = known.stream().map(ClusterName::value).toList();
        asked.clusters().stream()
                .map(ClusterName::value)
                .sorted()
                .filter(name -> !names.contains(name))
                .findFirst()
                .ifPresent(missing -> {
                    throw new CommandFailure(
                            "--cluster: no cluster '" + missing + "' " + where + hintOfCluster(missing, names));
                });
    }

    /**
     * @param clusters all that were asked for
     * @throws CommandFailure for a node of none of them
     */
    void requireNodes(Collection<ClusterDefinition> clusters) {
        SortedSet<String> names = new TreeSet<>();
        clusters.forEach(
                cluster -> cluster.nodes().forEach(node -> names.add(node.name().value())));
        String where = asked.clusters().isEmpty() ? "in this revision" : "in the clusters that --cluster names";
        asked.nodes().stream()
                .map(NodeName::value)
                .sorted()
                .filter(name -> !names.contains(name))
                .findFirst()
                .ifPresent(missing -> {
                    throw new CommandFailure("--node: no node '" + missing + "' " + where + hint(missing, names));
                });
    }

    private static String hintOfCluster(String missing, List<String> known) {
        List<String> zones =
                known.stream().filter(name -> name.startsWith(missing + "-z")).toList();
        return zones.isEmpty()
                ? hint(missing, known)
                : "; it has zones: name one or more of " + String.join(", ", zones);
    }

    private static String hint(String missing, Collection<String> known) {
        String near = Guess.didYouMean(missing, known);
        if (!near.isEmpty() || known.isEmpty()) {
            return near;
        }
        List<String> first = known.stream().limit(MOST).toList();
        return "; there are " + String.join(", ", first)
                + (known.size() > MOST ? " and " + (known.size() - MOST) + " more" : "");
    }
}
