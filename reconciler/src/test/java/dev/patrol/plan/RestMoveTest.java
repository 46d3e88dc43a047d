package dev.patrol.plan;

import static dev.patrol.definition.DriftPolicy.Mode.OBSERVE;
import static dev.patrol.testing.Sketch.cluster;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patrol.calendar.CronText;
import dev.patrol.calendar.Window;
import dev.patrol.calendar.Windows;
import dev.patrol.definition.DriftPolicy;
import dev.patrol.definition.MaintenancePolicy;
import dev.patrol.definition.NodeName;
import dev.patrol.definition.Policy;
import dev.patrol.definition.RestartPolicy;
import dev.patrol.plan.Obstacle.Kind;
import dev.patrol.remote.NodeReading.PatroniProcess;
import dev.patrol.testing.Sketch;
import dev.patrol.view.Wording;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
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

    private static String words(Plan plan) {
        return plan.obstacles().stream()
                .map(obstacle -> Wording.of(obstacle.reason()))
                .toList()
                .toString();
    }

    private static List<String> lines(List<Step> steps) {
        return steps.stream().map(step -> step.kind() + " " + step.target()).toList();
    }

    @Test
    void patroniIsRestartedInAPauseTheLeaderLastAndEveryNodeIsAskedBefore() {
        Plan plan = pay().git("postgresql.parameters.work_mem", "64MB").plan();

        assertEquals(
                List.of(
                        "check_rest pay-1",
                        "check_rest pay-2",
                        "pause DCS",
                        "write_config pay-1",
                        "restart_patroni pay-1",
                        "write_config pay-2",
                        "restart_patroni pay-2",
                        "resume DCS"),
                lines(plan.steps()));
        assertTrue(plan.steps().stream().noneMatch(Step::isDisruptive));
    }

    private static Sketch closed(Sketch sketch) {
        Windows never = new Windows(
                ZoneId.of("UTC"), List.of(), List.of(new Window(CronText.parse("* * * * *"), Duration.ofHours(1))));
        return sketch.always(git -> git.policy(new Policy(
                false,
                Policy.DEFAULT.drift(),
                Policy.DEFAULT.restarts(),
                new MaintenancePolicy(never),
                Policy.DEFAULT.connections())));
    }

    @Test
    void itWaitsForItsWindowAndTheDcsDoesNot() {
        Plan plan = closed(pay()).gitDynamic("ttl", 60L).plan();

        assertEquals(List.of("change_dynamic DCS"), lines(plan.steps()));
        assertTrue(lines(plan.held()).contains("pause DCS"), plan::toString);
        assertTrue(
                Wording.of(plan.obstacles().get(0).reason())
                        .startsWith("the move of the REST API waits for the maintenance window"),
                plan::toString);
    }

    @Test
    void whatHasBegunIsFinishedWhenTheWindowIsClosed() {
        assertEquals("resume DCS", lines(cutShort(closed(pay())).plan().steps()).get(6));
    }

    @Test
    void aPauseOfPatrolsOwnIsNoReasonToStopButToFinish() {
        Plan plan = cutShort(pay()).plan();

        assertEquals(List.of(), plan.obstacles());
        assertEquals("write_config pay-1", lines(plan.steps()).get(2));
        assertEquals("resume DCS", lines(plan.steps()).get(6));
    }

    @Test
    void aFileThatIsInPlaceAndUnreadStillOwesTheRestart() {
        Plan plan = cutShort(cluster("pay").replica("pay-1").primary("pay-2"))
                .with(node -> node.shownTag = Optional.of("before"))
                .plan();

        assertEquals(List.of("check_rest pay-2", "restart_patroni pay-2", "resume DCS"), lines(plan.steps()));
    }

    @Test
    void whereAllIsDoneThePauseIsEnded() {
        assertEquals(
                List.of("resume DCS"),
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
                List.of("check_rest pay-2", "pause DCS", "restart_patroni pay-2", "resume DCS"), lines(plan.steps()));
    }

    @Test
    void whereFilesAreOnlyObservedNoMoveBeginsAndNoReloadDoesIt() {
        DriftPolicy reports = new DriftPolicy(OBSERVE, OBSERVE, OBSERVE, OBSERVE, List.of());

        Plan plan = cluster("pay")
                .replica("pay-1")
                .primary("pay-2")
                .handEdit("restapi.listen", "0.0.0.0:8009")
                .with(node -> node.shownTag = Optional.of("before"))
                .always(wanted -> wanted.policy(with(reports)))
                .plan();

        assertEquals(List.of(), lines(plan.steps()));
    }

    @Test
    void whatIsBegunIsFinishedAlsoWhereFilesAreOnlyObserved() {
        DriftPolicy reports = new DriftPolicy(OBSERVE, OBSERVE, OBSERVE, OBSERVE, List.of());

        Plan plan =
                cutShort(pay()).always(wanted -> wanted.policy(with(reports))).plan();

        assertEquals("resume DCS", lines(plan.steps()).get(plan.steps().size() - 1));
    }

    private static Policy with(DriftPolicy drift) {
        return new Policy(false, drift, RestartPolicy.DEFAULT, MaintenancePolicy.DEFAULT, List.of());
    }

    @Test
    void aPatroniThatTheMoveLeftDownComesBeforeTheNext() {
        Plan plan = cutShort(cluster("pay")
                        .replica("pay-1")
                        .with(node -> {
                            node.patroni = "failed";
                            node.answers = false;
                        })
                        .replica("pay-2")
                        .with(node -> node.shownTag = Optional.of("before"))
                        .primary("pay-3"))
                .plan();

        assertEquals(
                List.of(
                        "check_rest pay-1",
                        "check_rest pay-2",
                        "restart_patroni pay-1",
                        "restart_patroni pay-2",
                        "resume DCS"),
                lines(plan.steps()));
    }

    @Test
    void aVariableThatBeatsTheFileIsNotRestartedAgainst() {
        Plan plan = cluster("pay")
                .replica("pay-1")
                .primary("pay-2")
                .with(node -> {
                    node.restPort = 8007;
                    node.process = new PatroniProcess(
                            Optional.empty(), Map.of("PATRONI_RESTAPI_LISTEN", Optional.of("0.0.0.0:8007")));
                })
                .plan();

        assertEquals(List.of(), lines(plan.steps()));
        assertTrue(words(plan).contains("'PATRONI_RESTAPI_LISTEN'"), plan::toString);
    }

    @Test
    void aHalfMoveThatCannotGoOnIsStalledForItsPauseHasNoFailover() {
        Plan plan = cutShort(pay().unreachable("pay-3")).plan();

        assertEquals(List.of(), plan.steps());
        assertTrue(
                plan.obstacles().stream()
                        .anyMatch(found -> found.kind() == Kind.STALLED
                                && Wording.of(found.reason()).contains("without failover")),
                plan::toString);
    }

    @Test
    void membersThatDoNotRunAreStartedBeforeTheMove() {
        Plan plan = pay().replica("pay-3").patroniStopped().plan();

        assertEquals(List.of("write_config pay-3", "start_patroni pay-3"), lines(plan.steps()));
        assertTrue(plan.held().stream().anyMatch(Step.Pause.class::isInstance));
    }

    @Test
    void aClusterThatIsNotWholeIsWaitedFor() {
        Plan plan = pay().unreachable("pay-3").plan();

        assertEquals(List.of(), plan.steps());
        assertTrue(plan.held().stream().anyMatch(Step.Pause.class::isInstance));
        assertTrue(words(plan).contains("not moving the REST API now"), plan::toString);
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
