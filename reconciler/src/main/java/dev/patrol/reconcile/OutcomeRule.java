package dev.patrol.reconcile;

import dev.patrol.apply.StepResult;
import dev.patrol.apply.Work;
import dev.patrol.plan.Obstacle;
import dev.patrol.plan.Plan;
import dev.patrol.plan.Step;
import dev.patrol.problem.Problem;
import dev.patrol.problem.Reason;
import dev.patrol.status.Outcome;
import dev.patrol.status.Outcome.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Makes the one outcome of a pass. */
final class OutcomeRule {
    private OutcomeRule() {}

    static Outcome ofBroken(List<Problem> problems) {
        return new Outcome(
                Kind.STALLED, problems.stream().map(OutcomeRule::definition).toList());
    }

    private static Reason definition(Problem problem) {
        return Unfinished.DEFINITION.with(
                "place", problem.location(),
                "warning", problem.isError() ? Optional.empty() : "warning",
                "what", problem.what());
    }

    /** Of a pass that only looked. */
    static Outcome ofLook(Plan plan) {
        return obstacle(plan)
                .orElseGet(() -> plan.isInSync()
                        ? Outcome.of(Kind.IN_SYNC)
                        : new Outcome(
                                isDrifted(plan) ? Kind.DRIFTED : Kind.OUT_OF_DATE,
                                List.of(Unfinished.STEPS_TO_DO.with(
                                        "count", plan.steps().size()))));
    }

    private static boolean isDrifted(Plan plan) {
        return plan.diff().all().stream()
                .anyMatch(found -> found.change().origin().isDrift());
    }

    /** Of a pass that carried steps out: what was left to do afterwards decides, not what the steps returned. */
    static Outcome ofApply(List<StepResult> results, Work last) {
        List<Reason> failures = results.stream()
                .filter(result -> result.kind() == StepResult.Kind.FAILED)
                .map(OutcomeRule::end)
                .toList();
        Plan left = last.plan();
        if (left.isInSync()) {
            boolean changed = results.stream().anyMatch(result -> result.kind() == StepResult.Kind.DONE);
            return Outcome.of(changed ? Kind.CHANGED : Kind.IN_SYNC);
        }
        Optional<Outcome> obstacle = obstacle(left);
        if (failures.isEmpty() && obstacle.isPresent()) {
            return obstacle.get();
        }
        Optional<StepResult> held = heldLast(results);
        if (failures.isEmpty() && held.isPresent()) {
            return new Outcome(Kind.WAITING, List.of(end(held.get())));
        }
        List<Reason> reasons = new ArrayList<>(failures);
        obstacle.ifPresent(found -> reasons.addAll(found.reasons()));
        if (reasons.isEmpty()) {
            List<Reason> steps = left.steps().stream()
                    .map(step -> step(step, Optional.empty()))
                    .toList();
            reasons.add(Unfinished.STEPS_LEFT.with("count", steps.size(), "steps", steps));
        }
        // A step that failed while a node is away may well succeed once it is back: etcd has a member less, say.
        Kind kind = last.seen().unseen().isEmpty() ? Kind.STALLED : Kind.WAITING;
        return new Outcome(kind, reasons);
    }

    // What ended the last round without a failure: the steps after it were not done for its sake. An earlier round that
    // ended so was made up for, or what is left has another reason.
    private static Optional<StepResult> heldLast(List<StepResult> results) {
        int first = results.size();
        while (first > 0 && results.get(first - 1).kind() == StepResult.Kind.NOT_DONE) {
            first--;
        }
        return results.stream().skip(first).findFirst();
    }

    private static Reason end(StepResult result) {
        return step(result.step(), Optional.of(result.detail()));
    }

    private static Reason step(Step step, Optional<Reason> why) {
        return Unfinished.STEP.with("kind", step.kind(), "target", step.target(), "why", why);
    }

    private static Optional<Outcome> obstacle(Plan plan) {
        List<Reason> reasons = plan.obstacles().stream().map(Obstacle::reason).toList();
        return plan.obstacles().stream()
                .map(Obstacle::kind)
                .reduce((a, b) -> a.compareTo(b) > 0 ? a : b)
                .map(worst -> new Outcome(
                        kind(worst),
                        reasons,
                        worst == Obstacle.Kind.WAITING && plan.steps().isEmpty() ? until(plan) : Optional.empty()));
    }

    // One obstacle that nobody knows the end of is enough to worry.
    private static Optional<Instant> until(Plan plan) {
        List<Obstacle> waiting = plan.obstacles().stream()
                .filter(obstacle -> obstacle.kind() == Obstacle.Kind.WAITING)
                .toList();
        return waiting.stream().allMatch(obstacle -> obstacle.until().isPresent())
                ? waiting.stream()
                        .flatMap(obstacle -> obstacle.until().stream())
                        .max(Comparator.naturalOrder())
                : Optional.empty();
    }

    private static Kind kind(Obstacle.Kind obstacle) {
        return switch (obstacle) {
            case REPORTED -> Kind.DRIFTED;
            case PAUSED -> Kind.PAUSED;
            case WAITING -> Kind.WAITING;
            case STALLED -> Kind.STALLED;
        };
    }
}
