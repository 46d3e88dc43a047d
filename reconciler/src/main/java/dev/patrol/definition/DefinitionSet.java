package dev.patrol.definition;

import dev.patrol.problem.Problem;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All definitions of one revision: those that can be worked with, those that cannot, and every problem (warnings
 * included) in the order of files and lines.
 */
public record DefinitionSet(List<ClusterDefinition> clusters, List<Broken> broken, List<Problem> problems) {
    public DefinitionSet {
        clusters = List.copyOf(clusters);
        broken = List.copyOf(broken);
        problems = List.copyOf(problems);
    }

    /** The names of all clusters, those with errors included. */
    public SortedSet<ClusterName> names() {
        return Stream.concat(
                        clusters.stream().map(ClusterDefinition::name),
                        broken.stream().map(Broken::name))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** A cluster whose definition has errors; named by its file where the name itself could not be read. */
    public record Broken(ClusterName name, List<Problem> problems) {
        public Broken {
            problems = List.copyOf(problems);
        }
    }
}
