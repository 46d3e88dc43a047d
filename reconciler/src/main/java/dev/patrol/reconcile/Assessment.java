package dev.patrol.reconcile;

import dev.patrol.apply.Work;
import dev.patrol.definition.ClusterName;
import dev.patrol.problem.Problem;
import java.util.List;
import java.util.Optional;

/**
 * What one look at a cluster came to: the work, or the problems for which there can be none.
 *
 * @param work empty when the definition is broken or a secret cannot be had
 */
public record Assessment(ClusterName cluster, Optional<Work> work, List<Problem> problems) {
    public Assessment {
        problems = List.copyOf(problems);
    }

    static Assessment broken(ClusterName cluster, List<Problem> problems) {
        return new Assessment(cluster, Optional.empty(), problems);
    }
}
