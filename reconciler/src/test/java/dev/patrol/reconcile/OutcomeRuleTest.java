package dev.patrol.reconcile;

import static dev.patrol.testing.Sketch.cluster;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.patrol.apply.StepResult;
import dev.patrol.apply.Work;
import dev.patrol.calendar.CronText;
import dev.patrol.calendar.Window;
import dev.patrol.calendar.Windows;
import dev.patrol.definition.MaintenancePolicy;
import dev.patrol.definition.NodeName;
import dev.patrol.definition.Policy;
import dev.patrol.plan.Step;
import dev.patrol.problem.Reason;
import dev.patrol.status.Outcome;
import dev.patrol.testing.Sketch;
import dev.patrol.testing.Wanted;
import dev.patrol.view.Wording;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OutcomeRuleTest {
    private static final Step STEP = new Step.Reload(new NodeName("pay-1"), Reason.said("why"));

    private static StepResult result(StepResult.Kind kind) {
        return new StepResult(STEP, kind, Reason.said("it said no"), Duration.ZERO);
    }

    private static Work work(Sketch sketch) {
        return new Work(sketch.wanted().definition(), sketch.evidence().wanted(), sketch.seen(), sketch.plan());
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

        assertEquals(Outcome.Kind.STALLED, outcome.kind());
        assertEquals(List.of("reload on 'pay-1': it said no"), Wording.of(outcome.reasons()));
    }

    @Test
    void whatCouldNotBeginInTheLastRoundIsWaitedFor() {
        Outcome held = after(drifted(), StepResult.Kind.DONE, StepResult.Kind.NOT_DONE, StepResult.Kind.NOT_DONE);

        assertEquals(Outcome.Kind.WAITING, held.kind());
        assertEquals(List.of("reload on 'pay-1': it said no"), Wording.of(held.reasons()));
        assertEquals(
                Outcome.Kind.STALLED,
                after(drifted(), StepResult.Kind.NOT_DONE, StepResult.Kind.DONE).kind(),
                "a later round has made up for it");
    }

    @Test
    void somethingLeftWithoutAFailureNamesWhatIsLeft() {
        Outcome outcome = after(drifted(), StepResult.Kind.DONE);

        assertEquals(Outcome.Kind.STALLED, outcome.kind());
        assertEquals(
                List.of("2 step(s) still to do after the last round: write_config on 'pay-1'; reload on 'pay-1'"),
                Wording.of(outcome.reasons()));
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
    void theEndOfAWaitIsKnownWhereOnlyItsWindowIsAwaited() {
        Sketch pending = cluster("pay")
                .primary("pay-1")
                .pending("max_connections")
                .replica("pay-2")
                .always(git -> git.policy(new Policy(
                        false,
                        Policy.DEFAULT.drift(),
                        Policy.DEFAULT.restarts(),
                        new MaintenancePolicy(new Windows(
                                ZoneId.of("UTC"),
                                List.of(new Window(CronText.parse("0 2 * * sat"), Duration.ofHours(4))),
                                List.of())),
                        Policy.DEFAULT.connections())))
                .at("2026-11-25T12:00:00Z");

        assertEquals(
                Optional.of(Instant.parse("2026-11-28T02:00:00Z")),
                after(pending).until());
        assertEquals(Optional.empty(), after(pending.unreachable("pay-2")).until());
    }

    @Test
    void aLookThatFindsSomethingToDoIsDrifted() {
        Outcome drifted = OutcomeRule.ofLook(drifted().plan());

        assertEquals(Outcome.Kind.DRIFTED, drifted.kind());
        assertEquals(List.of("2 step(s) to do"), Wording.of(drifted.reasons()));
        assertEquals(Outcome.Kind.IN_SYNC, OutcomeRule.ofLook(healthy().plan()).kind());
        assertEquals(
                Outcome.Kind.WAITING,
                OutcomeRule.ofLook(drifted().unreachable("pay-2").plan()).kind());
    }
}
