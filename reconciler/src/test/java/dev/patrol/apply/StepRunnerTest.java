package dev.patrol.apply;

import static dev.patrol.testing.Wanted.wanted;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.patrol.observe.Observer;
import dev.patrol.plan.Step;
import dev.patrol.safety.Gate;
import dev.patrol.safety.SafetyRules;
import dev.patrol.simulator.Operator;
import dev.patrol.simulator.SimulatedCluster;
import dev.patrol.testing.DirectThreads;
import dev.patrol.testing.Wanted;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StepRunnerTest {
    /** A new kind of step does not pass before it can be carried out. */
    @Test
    void everyKindOfStepIsCarriedOut() {
        Wanted pay = wanted("pay", "pay-1");
        SimulatedCluster cluster = SimulatedCluster.running(pay);
        Work work = new Operator(cluster).assess(pay);
        Observer observer = new Observer(cluster, cluster, new DirectThreads());
        Watch watch = new Watch(work, observer, cluster.time, Operator.LIMITS.poll());
        PlanExecutor.Controls controls = new PlanExecutor.Controls(cluster, cluster, Operator.LIMITS);

        Set<Class<? extends Step>> carriedOut =
                new StepRunner(work, watch, controls, new Gate(work.cluster(), SafetyRules.DEFAULT)).kinds();

        Set<Class<?>> all = Stream.of(Step.OnNode.class, Step.InDcs.class)
                .flatMap(kind -> Arrays.stream(kind.getPermittedSubclasses()))
                .collect(Collectors.toSet());
        assertEquals(all, carriedOut);
    }
}
