package dev.patrol.apply;

import dev.patrol.observe.Observer;
import dev.patrol.plan.Step;
import dev.patrol.problem.Reason;
import dev.patrol.remote.NodeControl;
import dev.patrol.remote.PatroniControl;
import dev.patrol.safety.Gate;
import dev.patrol.safety.SafetyRules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Carries out a plan's steps in their order, one at a time; of reloads that follow each other all are asked for before the
 * first is waited for. The first failure ends the plan: what comes after it was planned for a cluster in which it had
 * succeeded. So does finding that somebody else changes the cluster, and then it is planned again. Safe to be killed at any point; the next pass observes and goes on.
 */
public final class PlanExecutor {
    private final Observer observer;
    private final Controls controls;
    private final SafetyRules safety;
    private final Ticker ticker;

    public PlanExecutor(Observer observer, Controls controls, SafetyRules safety, Ticker ticker) {
        this.observer = observer;
        this.controls = controls;
        this.safety = safety;
        this.ticker = ticker;
    }

    /** What can change the world, and how long it may take. */
    public record Controls(NodeControl nodes, PatroniControl patroni, Limits limits) {}

    /** What became of every step, in the plan's order. */
    public List<StepResult> execute(Work work, StepListener listener) {
        Watch watch = new Watch(work, observer, ticker, controls.limits().poll());
        StepRunner runner = new StepRunner(work, watch, controls, new Gate(work.cluster(), safety));
        List<StepResult> results = new ArrayList<>();
        Optional<Reason> stop = Optional.empty();
        for (List<Step> group : groups(work.plan().steps())) {
            List<Running> running = new ArrayList<>();
            for (Step step : group) {
                if (stop.isEmpty() && Thread.currentThread().isInterrupted()) {
                    stop = Optional.of(Failure.INTERRUPTED.reason());
                }
                Running begun = stop.isEmpty() ? begin(runner, step, work, listener) : notDone(step, stop.get());
                running.add(begun);
                stop = stop.or(() -> begun.begun().over().flatMap(PlanExecutor::reasonToStopAfter));
            }
            for (Running step : running) {
                StepEnd end = step.begun().end().get();
                stop = stop.or(() -> reasonToStopAfter(end));
                results.add(finished(step, end, work, listener));
            }
        }
        return results;
    }

    // Patroni reads its file when its loop comes round: one loop is enough for all nodes.
    private static List<List<Step>> groups(List<Step> steps) {
        List<List<Step>> groups = new ArrayList<>();
        List<Step> reloads = new ArrayList<>();
        for (Step step : steps) {
            boolean isReload = step instanceof Step.Reload || step instanceof Step.RenewFiles;
            boolean joins = isReload
                    && !reloads.isEmpty()
                    && reloads.stream().noneMatch(other -> other.target().equals(step.target()));
            if (!joins) {
                reloads = new ArrayList<>();
                groups.add(isReload ? reloads : List.of(step));
            }
            if (isReload) {
                reloads.add(step);
            }
        }
        return groups;
    }

    private record Running(Step step, Begun begun, Duration since) {}

    private static Optional<Reason> reasonToStopAfter(StepEnd end) {
        return switch (end.kind()) {
            case DONE, NOT_NEEDED -> Optional.empty();
            case FAILED -> Optional.of(Failure.EARLIER_FAILED.reason());
            case NOT_DONE -> Optional.of(Failure.EARLIER_NOT_DONE.reason());
        };
    }

    private Running begin(StepRunner runner, Step step, Work work, StepListener listener) {
        listener.stepStarted(work.cluster().name(), step);
        Duration since = ticker.elapsed();
        return new Running(step, runner.begin(step), since);
    }

    private Running notDone(Step step, Reason why) {
        return new Running(step, Begun.over(StepEnd.notDone(why)), ticker.elapsed());
    }

    private StepResult finished(Running step, StepEnd end, Work work, StepListener listener) {
        StepResult result = new StepResult(
                step.step(), end.kind(), end.detail(), ticker.elapsed().minus(step.since()));
        listener.stepFinished(work.cluster().name(), result);
        return result;
    }
}
