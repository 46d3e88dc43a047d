package dev.patrol.reconcile;

import static dev.patrol.testing.Sketch.cluster;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.patrol.apply.StepResult;
import dev.patrol.apply.Work;
import dev.patrol.definition.NodeName;
import dev.patrol.plan.Step;
import dev.patrol.status.Outcome;
import dev.patrol.testing.Sketch;
import dev.patrol.testing.Wanted;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutcomeRuleTest {
    private static final Step STEP = new Step.Reload(new NodeName("pay-1"), "why");

    private static StepResult result(StepResult.Kind kind) {
        return new StepResult(STEP, kind, "it said no", Duration.ZERO);
    }

    private static Work work(Sketch sketch) {
        return new Work(sketch.wanted().definition(), sketch.evidence().rendered(), sketch.seen(), sketch.plan());
    }

    private static Outcome after(Sketch left, StepResult.Kind... results) {
        return OutcomeRule.ofApply(
                List.of(results).stream().map(OutcomeRuleTest::result).toList(), work(left));
    }

    private static Sketch healthy() {
        return cluster("pay").primary("pay-1");
    }

    private static Sketch drifted() {
        return healthy().git("postgresql.parameters.work_mem", "64MB");
    }

    @Test
    void nothingDoneAndNothingLeftIsInSync() {
        assertEquals(Outcome.Kind.IN_SYNC, after(healthy()).kind());
        assertEquals(
                Outcome.Kind.IN_SYNC,
                after(healthy(), StepResult.Kind.NOT_NEEDED).kind());
    }

    @Test
    void somethingDoneAndNothingLeftIsChanged() {
        assertEquals(
                Outcome.Kind.CHANGED, after(healthy(), StepResult.Kind.DONE).kind());
    }

    @Test
    void aFailureThatLeftNothingToDoIsNone() {
        assertEquals(
                Outcome.Kind.CHANGED,
                after(healthy(), StepResult.Kind.DONE, StepResult.Kind.FAILED).kind());
    }

    @Test
    void aFailureThatLeavesSomethingToDoIsStalled() {
        Outcome outcome = after(drifted(), StepResult.Kind.FAILED, StepResult.Kind.NOT_DONE);

        assertEquals(new Outcome(Outcome.Kind.STALLED, List.of("reload on 'pay-1': it said no")), outcome);
    }

    @Test
    void somethingLeftWithoutAFailureNamesWhatIsLeft() {
        Outcome outcome = after(drifted(), StepResult.Kind.DONE);

        assertEquals(Outcome.Kind.STALLED, outcome.kind());
        assertEquals(
                List.of("2 step(s) still to do after the last round: write_config on 'pay-1', reload on 'pay-1'"),
                outcome.reasons());
    }

    @Test
    void theWorstObstacleDecides() {
        assertEquals(
                Outcome.Kind.PAUSED, after(healthy().always(Wanted::paused)).kind());
        assertEquals(Outcome.Kind.WAITING, after(healthy().unreachable("pay-2")).kind());
        assertEquals(
                Outcome.Kind.WAITING,
                after(healthy().unreachable("pay-2").always(Wanted::paused)).kind());
        assertEquals(
                Outcome.Kind.STALLED,
                after(healthy().git("scope", "x").unreachable("pay-2")).kind());
    }

    @Test
    void aLookThatFindsSomethingToDoIsDrifted() {
        assertEquals(
                new Outcome(Outcome.Kind.DRIFTED, List.of("2 step(s) to do")),
                OutcomeRule.ofLook(drifted().plan()));
        assertEquals(Outcome.Kind.IN_SYNC, OutcomeRule.ofLook(healthy().plan()).kind());
        assertEquals(
                Outcome.Kind.WAITING,
                OutcomeRule.ofLook(drifted().unreachable("pay-2").plan()).kind());
    }
}
