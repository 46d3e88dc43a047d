package dev.patrol.reconcile;

import dev.patrol.apply.StepResult;
import dev.patrol.apply.Work;
import dev.patrol.problem.Problem;
import dev.patrol.problem.Reason;
import dev.patrol.status.ClusterStatus;
import dev.patrol.status.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One cluster's part of a pass.
 *
 * @param status the outcome and what is known of the nodes at the end
 * @param planned the work as first planned; empty when the definition is broken
 * @param results what became of every step that was begun, of all rounds
 * @param problems of the definition
 */
public record ClusterReport(
        ClusterStatus status, Optional<Work> planned, List<StepResult> results, List<Problem> problems) {
    public ClusterReport {
        results = List.copyOf(results);
        problems = List.copyOf(problems);
    }

    /**
     * Whether it could be told what is to be done: not so for a broken definition, a node that nobody sees, or a state in
     * which nobody can say.
     */
    public boolean isEvaluated() {
        Outcome.Kind outcome = status.outcome().kind();
        boolean isUnknown = hasNothingToDo() && (outcome == Outcome.Kind.WAITING || outcome == Outcome.Kind.STALLED);
        return !isUnknown
                && planned.filter(work -> work.seen().unseen().isEmpty()).isPresent();
    }

    /** Whether there is something to do, or a difference that is only reported. */
    public boolean differs() {
        return !hasNothingToDo() || status.outcome().kind() == Outcome.Kind.DRIFTED;
    }

    private boolean hasNothingToDo() {
        return planned.filter(work ->
                        work.plan().steps().isEmpty() && work.plan().held().isEmpty())
                .isPresent();
    }

    /** The same of a pass whose outcome could not be kept; the reason comes after those that it had. */
    ClusterReport stalled(Reason reason) {
        List<Reason> reasons = new ArrayList<>(status.outcome().reasons());
        reasons.add(reason);
        Outcome outcome = new Outcome(Outcome.Kind.STALLED, reasons);
        return new ClusterReport(status.withOutcome(outcome), planned, results, problems);
    }
}
