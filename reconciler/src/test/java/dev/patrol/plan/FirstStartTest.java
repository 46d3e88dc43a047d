package dev.patrol.plan;

import static dev.patrol.testing.Sketch.cluster;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patrol.plan.Obstacle.Kind;
import dev.patrol.remote.NodeReading.DataDirectory;
import dev.patrol.testing.Sketch;
import dev.patrol.testing.Wanted;
import dev.patrol.view.Wording;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FirstStartTest {
    private static final String IDENTIFIER = "7300000000000000001";

    private static Sketch fresh() {
        return cluster("pay").fresh("pay-2").fresh("pay-1").fresh("pay-3");
    }

    private static List<String> steps(Plan plan) {
        return plan.steps().stream()
                .map(step -> step.kind() + " " + step.target())
                .toList();
    }

    private static void assertNothingHappens(Plan plan, Kind kind, String words) {
        assertEquals(List.of(), plan.steps());
        assertEquals(kind, plan.obstacles().get(plan.obstacles().size() - 1).kind(), plan::toString);
        List<String> said = plan.obstacles().stream()
                .map(obstacle -> Wording.of(obstacle.reason()))
                .toList();
        assertTrue(said.toString().contains(words), said::toString);
    }

    private static void assertStartsPrimaryFirst(Plan plan) {
        List<Step> starts = plan.steps().stream()
                .filter(Step.StartPatroni.class::isInstance)
                .toList();
        assertEquals(
                List.of("PRIMARY", "REPLICA", "REPLICA"),
                starts.stream()
                        .map(step -> ((Step.StartPatroni) step).becomes().name())
                        .toList(),
                plan::toString);
        assertEquals("pay-2", starts.get(0).target().toString(), "the first of the definition, whatever its name");
    }

    @Test
    void allFilesAreWrittenBeforeAnythingStartsAndThePrimaryStartsFirst() {
        assertEquals(
                List.of(
                        "write_config pay-2",
                        "write_config pay-1",
                        "write_config pay-3",
                        "start_patroni pay-2",
                        "start_patroni pay-1",
                        "start_patroni pay-3"),
                steps(fresh().dcsEmpty().plan()));
    }

    @Test
    void dataOnTheFirstNodeIsTakenOver() {
        Plan plan = cluster("pay")
                .fresh("pay-2")
                .with(node -> node.data = DataDirectory.Kind.INITIALISED)
                .fresh("pay-1")
                .dcsEmpty()
                .plan();

        assertTrue(Wording.of(plan.steps().get(2).reason()).contains("its data is taken over"));
    }

    @Test
    void dataOnAnotherNodeIsNotTouched() {
        Plan plan = fresh().with(node -> node.data = DataDirectory.Kind.INITIALISED)
                .dcsEmpty()
                .plan();

        assertNothingHappens(plan, Kind.STALLED, "node 'pay-3' already has data in '" + Wanted.DATA_DIR + "'");
    }

    @Test
    void aDirectoryWithSomethingElseInItIsNotTouched() {
        Plan plan = fresh().with(node -> node.data = DataDirectory.Kind.OCCUPIED)
                .dcsEmpty()
                .plan();

        assertNothingHappens(plan, Kind.STALLED, "holds no PostgreSQL data");
    }

    @Test
    void theDistributionsUnitsAreDisabledBeforeAnythingStarts() {
        Plan plan =
                fresh().with(node -> node.nativeEnabled = "enabled").dcsEmpty().plan();

        assertEquals("disable_native pay-3", steps(plan).get(3));
    }

    @Test
    void anInterruptedBootstrapIsFinished() {
        Sketch begun = cluster("pay")
                .fresh("pay-2")
                .with(node -> node.patroni = "active")
                .fresh("pay-1")
                .fresh("pay-3");

        assertStartsPrimaryFirst(begun.dcsInitialised("").plan());
        assertStartsPrimaryFirst(begun.dcsEmpty().plan());
    }

    @Test
    void aFirstNodeThatAnswersButDoesNotLeadYetIsWaitedForByItsStep() {
        Sketch begun = cluster("pay")
                .fresh("pay-2")
                .with(node -> {
                    node.patroni = "active";
                    node.answers = true;
                    node.state = "initializing new cluster";
                })
                .fresh("pay-1")
                .fresh("pay-3");

        assertStartsPrimaryFirst(begun.dcsEmpty().plan());
    }

    @Test
    void aBlankInitializeKeyWithoutItsPatroniIsLeftToPeople() {
        assertNothingHappens(
                fresh().dcsInitialised("").plan(), Kind.STALLED, "'/service/pay/initialize' blocks every start");
    }

    @Test
    void aClusterThatIsDownIsNotStarted() {
        Plan plan = cluster("pay")
                .replica("pay-1")
                .patroniStopped()
                .replica("pay-2")
                .patroniStopped()
                .dcsInitialised(IDENTIFIER)
                .plan();

        assertNothingHappens(plan, Kind.STALLED, "start it by hand on the member with the newest data");
    }

    @Test
    void aClusterBetweenTwoLeadersIsWaitedFor() {
        Plan plan = cluster("pay")
                .replica("pay-1")
                .replica("pay-2")
                .dcsInitialised(IDENTIFIER)
                .plan();

        assertNothingHappens(plan, Kind.WAITING, "may elect one");
    }

    @Test
    void aPatroniOnAnotherNodeThanTheFirstIsWaitedFor() {
        Plan plan = cluster("pay")
                .fresh("pay-1")
                .fresh("pay-2")
                .with(node -> node.patroni = "active")
                .dcsEmpty()
                .plan();

        assertNothingHappens(plan, Kind.WAITING, "Patroni runs on a node other than 'pay-1'");
    }

    @Test
    void aNewClusterWaitsUntilEveryNodeCanBeSeen() {
        Plan plan =
                cluster("pay").fresh("pay-1").unreachable("pay-2").dcsEmpty().plan();

        assertNothingHappens(plan, Kind.WAITING, "not every node can be seen");
    }

    @Test
    void aDcsThatCannotBeReadIsUnknownAndNotEmpty() {
        assertNothingHappens(fresh().dcsUnreadable("etcd: timed out").plan(), Kind.WAITING, "etcd: timed out");
    }

    @Test
    void aDcsThatPatrolCannotReadByDesignAllowsUntouchedNodesOnly() {
        Sketch v2 = fresh().always(Wanted::etcdV2).dcsUnreadable("v2 is not read");
        Sketch withData = cluster("pay")
                .fresh("pay-1")
                .with(node -> node.data = DataDirectory.Kind.INITIALISED)
                .always(Wanted::etcdV2)
                .dcsUnreadable("v2 is not read");

        assertStartsPrimaryFirst(v2.plan());
        assertNothingHappens(withData.plan(), Kind.STALLED, "v2 is not read");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", IDENTIFIER})
    void afterAFailoverTheNodeThatLeadsCountsAndNotTheFirst(String initialize) {
        Plan plan = cluster("pay")
                .replica("pay-1")
                .primary("pay-2")
                .fresh("pay-3")
                .dcsInitialised(initialize)
                .plan();

        assertEquals(List.of("write_config pay-3", "start_patroni pay-3"), steps(plan));
    }

    @Test
    void aPausedDefinitionStartsNothing() {
        Plan plan = fresh().always(Wanted::paused).dcsEmpty().plan();

        assertNothingHappens(plan, Kind.PAUSED, "paused");
    }
}
