package dev.patrol.simulator;

import dev.patrol.apply.Limits;
import dev.patrol.apply.PlanExecutor;
import dev.patrol.apply.StepListener;
import dev.patrol.apply.StepResult;
import dev.patrol.apply.Work;
import dev.patrol.definition.ClusterName;
import dev.patrol.diff.ClusterDiff;
import dev.patrol.diff.ClusterDiffer;
import dev.patrol.diff.IgnoredKeys;
import dev.patrol.observe.ClusterObservation;
import dev.patrol.observe.Observer;
import dev.patrol.plan.Plan;
import dev.patrol.plan.Planner;
import dev.patrol.plan.Step;
import dev.patrol.render.WantedCluster;
import dev.patrol.safety.SafetyRules;
import dev.patrol.testing.DirectThreads;
import dev.patrol.testing.Wanted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Somebody who runs Patrol by hand against a {@link SimulatedCluster}. */
public final class Operator {
    /** As always, only looking less often: a look is what a test spends its time on. */
    public static final Limits LIMITS = new Limits(
            Limits.DEFAULT.start(), Limits.DEFAULT.restart(), Limits.DEFAULT.health(), Duration.ofSeconds(2));

    private final SimulatedCluster cluster;
    private final Observer observer;
    private final PlanExecutor executor;
    public final List<String> told = new ArrayList<>();

    public Operator(SimulatedCluster cluster) {
        this.cluster = cluster;
        this.observer = new Observer(cluster, cluster, new DirectThreads());
        this.executor = new PlanExecutor(
                observer, new PlanExecutor.Controls(cluster, cluster, LIMITS), SafetyRules.DEFAULT, cluster.time);
    }

    public Work assess(Wanted wanted) {
        ClusterObservation seen = observer.observe(wanted.definition(), Optional.empty());
        WantedCluster rendered = IgnoredKeys.keep(
                wanted.rendered(), seen, wanted.definition().policy().drift());
        ClusterDiff diff = ClusterDiffer.diff(wanted.definition(), rendered, seen);
        Planner.Evidence evidence = new Planner.Evidence(rendered, seen, diff);
        Plan plan = new Planner(SafetyRules.DEFAULT, cluster.time::now).plan(wanted.definition(), evidence);
        return new Work(wanted.definition(), rendered, seen, plan);
    }

    public Plan plan(Wanted wanted) {
        return assess(wanted).plan();
    }

    public List<StepResult> execute(Work work) {
        return executor.execute(work, new StepListener() {
            @Override
            public void stepStarted(ClusterName name, Step step) {
                told.add("started " + step.kind() + " " + step.target());
            }

            @Override
            public void stepFinished(ClusterName name, StepResult result) {
                told.add(result.kind().label() + " " + result.step().kind() + " "
                        + result.step().target());
            }
        });
    }

    public List<StepResult> apply(Wanted wanted) {
        return execute(assess(wanted));
    }

    /** Applies until nothing is to be done, at most so many times; the plan that is left. */
    public Plan settle(Wanted wanted, int passes) {
        Work work = assess(wanted);
        for (int pass = 0; pass < passes && !work.plan().isInSync(); pass++) {
            execute(work);
            cluster.time.pass(Duration.ofSeconds(30));
            work = assess(wanted);
        }
        return work.plan();
    }
}
