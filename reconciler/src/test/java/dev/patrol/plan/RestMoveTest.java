package dev.patrol.plan;

import static dev.patrol.testing.Sketch.cluster;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patrol.definition.NodeName;
import dev.patrol.plan.Obstacle.Kind;
import dev.patrol.testing.Sketch;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How a REST API comes to listen elsewhere: never by a reload. */
class RestMoveTest {
    private static Sketch pay() {
        return cluster("pay").replica("pay-1").primary("pay-2").git(wanted -> wanted.restPort(8009));
    }

    /** As a pass left it that was killed after it had paused the cluster. */
    private static Sketch cutShort(Sketch sketch) {
        return sketch.dynamicEdit("pause", true)
                .dynamicEdit("patrol_pause", "by Patrol")
                .inMaintenance();
    }

    private static List<String> lines(List<Step> steps) {
        return steps.stream().map(step -> step.kind() + " " + step.node()).toList();
    }

    @Test
    void patroniIsRestartedInAPauseTheLeaderLastAndEveryNodeIsAskedBefore() {
        Plan plan = pay().git("postgresql.parameters.work_mem", "64MB").plan();

        assertEquals(
                List.of(
                        "check_rest pay-1",
                        "check_rest pay-2",
                        "pause pay-2",
                        "write_config pay-1",
                        "restart_patroni pay-1",
                        "write_config pay-2",
                        "restart_patroni pay-2",
                        "resume pay-2"),
                lines(plan.steps()));
        assertTrue(plan.steps().stream().noneMatch(Step::isDisruptive));
    }

    @Test
    void aPauseOfPatrolsOwnIsNoReasonToStopButToFinish() {
        Plan plan = cutShort(pay()).plan();

        assertEquals(List.of(), plan.obstacles());
        assertEquals("write_config pay-1", lines(plan.steps()).get(2));
        assertEquals("resume pay-2", lines(plan.steps()).get(6));
    }

    @Test
    void aFileThatIsInPlaceAndUnreadStillOwesTheRestart() {
        Plan plan = cutShort(cluster("pay").replica("pay-1").primary("pay-2"))
                .with(node -> node.shownTag = Optional.of("before"))
                .plan();

        assertEquals(List.of("check_rest pay-2", "restart_patroni pay-2", "resume pay-2"), lines(plan.steps()));
    }

    @Test
    void whereAllIsDoneThePauseIsEnded() {
        assertEquals(
                List.of("resume pay-2"),
                lines(cutShort(cluster("pay").replica("pay-1").primary("pay-2"))
                        .plan()
                        .steps()));
    }

    @Test
    void aPauseOfSomebodyElseHoldsEverything() {
        Plan plan = pay().inMaintenance().dynamicEdit("pause", true).plan();

        assertEquals(List.of(), plan.steps());
        assertEquals(
                Kind.PAUSED, plan.obstacles().get(plan.obstacles().size() - 1).kind());
    }

    @Test
    void aPatroniThatListensElsewhereThanItsFileSaysIsNotReloaded() {
        Plan plan = cluster("pay")
                .replica("pay-1")
                .primary("pay-2")
                .with(node -> node.restPort = 8007)
                .plan();

        assertEquals(
                List.of("check_rest pay-2", "pause pay-2", "restart_patroni pay-2", "resume pay-2"),
                lines(plan.steps()));
    }

    @Test
    void aClusterThatIsNotWholeIsWaitedFor() {
        Plan plan = pay().unreachable("pay-3").plan();

        assertEquals(List.of(), plan.steps());
        assertTrue(plan.held().stream().anyMatch(Step.Pause.class::isInstance));
        assertTrue(plan.obstacles().toString().contains("not moving the REST API now"), plan::toString);
    }

    @Test
    void aRunThatIsLimitedToSomeNodesDoesNotBeginIt() {
        assertEquals(
                List.of(), pay().plan().limitedTo(Set.of(new NodeName("pay-1"))).steps());
        assertEquals(
                8,
                pay().plan()
                        .limitedTo(Set.of(new NodeName("pay-1"), new NodeName("pay-2")))
                        .steps()
                        .size());
    }
}
