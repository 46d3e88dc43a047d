package dev.patrol.reconcile;

import dev.patrol.apply.StepListener;
import dev.patrol.apply.StepResult;
import dev.patrol.apply.Work;
import dev.patrol.definition.ClusterDefinition;
import dev.patrol.definition.NodeName;
import dev.patrol.render.WantedCluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Brings one cluster to what its definition says. Safe to call again at any time.
 *
 * <ol>
 *   <li>Assess. Nothing to do: in sync, and nothing was touched.
 *   <li>Carry out what can be done, then assess anew: what is seen then is the outcome, and it may show more to do that
 *       no forecast could know, such as a restart that only the reload made pending.
 *   <li>Stop when nothing is left to do now, when a step failed or a restart could not begin, when a member still waits for
 *       a restart that it just had, or after the last round: a change that never settles is an error to report, not a loop.
 * </ol>
 */
public final class Reconciler {
    private static final int ROUNDS = 3;

    private final Assessing assessor;
    private final Executing executor;

    public Reconciler(Assessing assessor, Executing executor) {
        this.assessor = assessor;
        this.executor = executor;
    }

    Assessing assessor() {
        return assessor;
    }

    /** What looks at a cluster and plans; changes nothing. */
    @FunctionalInterface
    public interface Assessing {
        Assessment assess(ClusterDefinition cluster, Set<NodeName> nodes);

        /** What a definition wants; empty where a secret of it cannot be had. */
        default Optional<WantedCluster> render(ClusterDefinition cluster) {
            return Optional.empty();
        }
    }

    /** What carries a plan out. */
    @FunctionalInterface
    public interface Executing {
        List<StepResult> execute(Work work, StepListener listener);
    }

    /**
     * One pass over one cluster.
     *
     * @param assessment the first one; its work is empty when the definition is broken
     * @param last the cluster as it was seen at the end
     * @param ineffective what the next pass must know
     */
    record Result(
            Assessment assessment, Optional<Work> last, List<StepResult> results, IneffectiveRestarts ineffective) {
        Result mapWork(UnaryOperator<Work> change) {
            Assessment changed =
                    new Assessment(assessment.cluster(), assessment.work().map(change), assessment.problems());
            return new Result(changed, last.map(change), results, ineffective);
        }
    }

    Result look(ClusterDefinition cluster, Set<NodeName> nodes, IneffectiveRestarts ineffective) {
        Assessment assessment = assess(cluster, nodes, ineffective);
        return new Result(assessment, assessment.work(), List.of(), ineffective);
    }

    Result reconcile(
            ClusterDefinition cluster, Set<NodeName> nodes, IneffectiveRestarts before, StepListener listener) {
        Assessment first = assess(cluster, nodes, before);
        if (first.work().isEmpty()) {
            return new Result(first, Optional.empty(), List.of(), before);
        }
        IneffectiveRestarts ineffective = before;
        Work work = first.work().get();
        List<StepResult> all = new ArrayList<>();
        boolean goesOn = true;
        for (int round = 0; goesOn && round < ROUNDS && !work.plan().steps().isEmpty(); round++) {
            List<StepResult> results = executor.execute(work, listener);
            all.addAll(results);
            if (Thread.currentThread().isInterrupted()) {
                // Whoever is told to stop sees no nodes any more; they are not unreachable for that.
                return new Result(first, Optional.of(work), all, ineffective);
            }
            Optional<Work> next = assess(cluster, nodes, ineffective).work();
            boolean ended = results.stream().anyMatch(result -> result.kind() == StepResult.Kind.FAILED)
                    || isDisruptionHeld(results);
            List<NodeName> again =
                    next.map(left -> IneffectiveRestarts.among(all, left)).orElse(List.of());
            goesOn = next.isPresent() && !ended && again.isEmpty();
            work = next.orElse(work);
            ineffective = ineffective.with(again, work);
        }
        return new Result(first, Optional.of(work), all, ineffective.stillIn(work));
    }

    // A cluster that was not fit for a restart, or that has another leader since, is for the next pass.
    private static boolean isDisruptionHeld(List<StepResult> results) {
        return results.stream()
                .filter(result -> result.kind() == StepResult.Kind.NOT_DONE)
                .findFirst()
                .filter(result -> result.step().isDisruptive())
                .isPresent();
    }

    private Assessment assess(ClusterDefinition cluster, Set<NodeName> nodes, IneffectiveRestarts ineffective) {
        Assessment assessment = assessor.assess(cluster, nodes);
        return new Assessment(assessment.cluster(), assessment.work().map(ineffective::hold), assessment.problems());
    }
}
