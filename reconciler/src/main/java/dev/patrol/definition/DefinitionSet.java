package dev.patrol.definition;

import dev.patrol.problem.Problem;
import java.util.List;

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

    /** A cluster whose definition has errors; named by its file where the name itself could not be read. */
    public record Broken(ClusterName name, List<Problem> problems) {
        public Broken {
            problems = List.copyOf(problems);
        }
    }
}
