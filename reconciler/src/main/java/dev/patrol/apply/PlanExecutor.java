package dev.patrol.apply;

import dev.patrol.observe.Observer;
import dev.patrol.plan.SafetyRules;
import dev.patrol.plan.Step;
import dev.patrol.remote.NodeControl;
import dev.patrol.remote.PatroniControl;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Carries out a plan's steps in their order, one at a time. The first failure ends the plan: what comes after it was
 * planned for a cluster in which it had succeeded. Safe to be killed at any point; the next pass observes and goes on.
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
        RestartRunner restarts = new RestartRunner(work.cluster(), watch, controls.nodes(), safety, controls.limits());
        StepRunner runner = new StepRunner(work, watch, controls, restarts);
        List<StepResult> results = new ArrayList<>();
        boolean failed = false;
        for (Step step : work.plan().steps()) {
            listener.stepStarted(work.cluster().name(), step);
            StepResult result = failed ? notDone(step) : run(runner, step);
            failed |= result.kind() == StepResult.Kind.FAILED;
            listener.stepFinished(work.cluster().name(), result);
            results.add(result);
        }
        return results;
    }

    private StepResult run(StepRunner runner, Step step) {
        Instant begin = ticker.now();
        StepEnd end = runner.run(step);
        return new StepResult(step, end.kind(), end.detail(), Duration.between(begin, ticker.now()));
    }

    private static StepResult notDone(Step step) {
        return new StepResult(step, StepResult.Kind.NOT_DONE, "an earlier step failed", Duration.ZERO);
    }
}
