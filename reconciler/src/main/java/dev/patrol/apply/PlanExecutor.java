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
 * Carries out a plan's steps in their order, one at a time. The first failure ends the plan: what comes after it was
 * planned for a cluster in which it had succeeded. So does finding that somebody else changes the cluster, and then it is
 * planned anew. Safe to be killed at any point; the next pass observes and goes on.
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
        StepRunner runner = new StepRunner(work, watch, controls, disruptions(work, watch));
        List<StepResult> results = new ArrayList<>();
        Optional<Reason> stop = Optional.empty();
        for (Step step : work.plan().steps()) {
            if (stop.isEmpty() && Thread.currentThread().isInterrupted()) {
                stop = Optional.of(Failure.INTERRUPTED.reason());
            }
            StepResult result = stop.isEmpty() ? run(runner, step, work, listener) : notDone(step, stop.get());
            stop = stop.or(() -> reasonToStopAfter(result));
            listener.stepFinished(work.cluster().name(), result);
            results.add(result);
        }
        return results;
    }

    private StepRunner.Disruptions disruptions(Work work, Watch watch) {
        Gate gate = new Gate(work.cluster(), safety);
        Clearance clearance = new Clearance(work, watch, gate, controls.limits().health());
        return new StepRunner.Disruptions(
                new RestartRunner(work, watch, clearance, gate.rules(), controls),
                new SwitchoverRunner(work, watch, clearance, gate, controls),
                new RestRunner(work, watch, gate, controls));
    }

    private static Optional<Reason> reasonToStopAfter(StepResult result) {
        return switch (result.kind()) {
            case DONE, NOT_NEEDED -> Optional.empty();
            case FAILED -> Optional.of(Failure.EARLIER_FAILED.reason());
            case NOT_DONE -> Optional.of(Failure.EARLIER_NOT_DONE.reason());
        };
    }

    private StepResult run(StepRunner runner, Step step, Work work, StepListener listener) {
        listener.stepStarted(work.cluster().name(), step);
        Duration begin = ticker.elapsed();
        StepEnd end = runner.run(step);
        return new StepResult(step, end.kind(), end.detail(), ticker.elapsed().minus(begin));
    }

    private static StepResult notDone(Step step, Reason why) {
        return new StepResult(step, StepResult.Kind.NOT_DONE, why, Duration.ZERO);
    }
}
