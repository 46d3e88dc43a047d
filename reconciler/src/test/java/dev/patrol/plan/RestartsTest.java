package dev.patrol.plan;

import static dev.patrol.testing.Sketch.cluster;
import static dev.patrol.testing.Sketch.mb;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patrol.calendar.CronText;
import dev.patrol.calendar.Window;
import dev.patrol.calendar.Windows;
import dev.patrol.definition.MaintenancePolicy;
import dev.patrol.definition.NodeName;
import dev.patrol.definition.Policy;
import dev.patrol.definition.RestartPolicy;
import dev.patrol.definition.RestartPolicy.Leader;
import dev.patrol.definition.RestartPolicy.Replicas;
import dev.patrol.diff.ClusterDiff;
import dev.patrol.forecast.Forecaster;
import dev.patrol.observe.Servers;
import dev.patrol.plan.Obstacle.Kind;
import dev.patrol.safety.SafetyRules;
import dev.patrol.testing.ServerSketch;
import dev.patrol.testing.Sketch;
import dev.patrol.view.Wording;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RestartsTest {
    private static final String MAX_CONNECTIONS = "postgresql.parameters.max_connections";
    private static final String MAX_WORKERS = "postgresql.parameters.max_worker_processes";
    private static final String WEDNESDAY = "2026-11-25T12:00:00Z";
    private static final String SATURDAY_NIGHT = "2026-11-28T02:30:00Z";

    /** The leader's name sorts in the middle, so that no order comes about by chance. */
    private static Sketch pay() {
        return cluster("pay").replica("pay-1").primary("pay-2").replica("pay-3");
    }

    private static Sketch allPending() {
        return cluster("pay")
                .replica("pay-1")
                .pending("shared_buffers")
                .primary("pay-2")
                .pending("shared_buffers")
                .replica("pay-3")
                .pending("shared_buffers");
    }

    private static Policy policy(RestartPolicy restarts, Windows windows) {
        return new Policy(
                false, Policy.DEFAULT.drift(), restarts, new MaintenancePolicy(windows), Policy.DEFAULT.connections());
    }

    private static RestartPolicy restarts(Leader leader, Replicas replicas) {
        return new RestartPolicy(leader, replicas, OptionalLong.empty());
    }

    private static Sketch switchingOver(Sketch sketch) {
        return sketch.always(git -> git.policy(policy(restarts(Leader.SWITCHOVER, Replicas.WINDOW), Windows.ALWAYS)));
    }

    private static Sketch withWindow(Sketch sketch, Replicas replicas) {
        return withWindow("0 2 * * sat", sketch, replicas);
    }

    private static Sketch withWindow(String crontab, Sketch sketch, Replicas replicas) {
        Windows nights = new Windows(
                ZoneId.of("Europe/Berlin"),
                List.of(new Window(CronText.parse(crontab), Duration.ofHours(4))),
                List.of());
        return sketch.always(git -> git.policy(policy(restarts(Leader.IN_PLACE, replicas), nights)));
    }

    private static List<String> lines(List<Step> steps) {
        return steps.stream()
                .filter(Step::isDisruptive)
                .map(step -> step.kind() + " " + step.target())
                .toList();
    }

    private static String obstacle(Plan plan, Kind kind) {
        List<String> reasons = plan.obstacles().stream()
                .filter(obstacle -> obstacle.kind() == kind)
                .map(obstacle -> Wording.of(obstacle.reason()))
                .toList();
        assertEquals(1, reasons.size(), plan::toString);
        return reasons.get(0);
    }

    // What is not known.

    @Test
    void nobodyRestartsBesideAMemberThatIsNotInGit() {
        Plan plan = allPending().stranger("pay-9").plan();

        assertEquals(List.of(), lines(plan.steps()));
        assertEquals(3, lines(plan.held()).size());
        assertTrue(obstacle(plan, Kind.WAITING).contains("member 'pay-9' is not in Git"));
        assertTrue(obstacle(plan, Kind.REPORTED).contains("name its node in the definition, or stop it there"));
    }

    @Test
    void aMemberThatIsNotInGitIsSaidWhereNothingElseIsToDo() {
        Plan plan = pay().stranger("pay-9").plan();

        assertEquals(List.of(), plan.steps());
        assertTrue(obstacle(plan, Kind.REPORTED).contains("member 'pay-9' runs in this cluster and is not in Git"));
    }

    @Test
    void nobodyRestartsWhileTheMembersAreUnknown() {
        Plan plan = allPending().topologyUnread().plan();

        assertEquals(List.of(), lines(plan.steps()));
        assertTrue(obstacle(plan, Kind.WAITING).contains("(GET /cluster)"));
    }

    @Test
    void withoutControlDataNobodyKnowsWhoGoesFirst() {
        Plan plan = cluster("pay")
                .replica("pay-1")
                .pending("max_connections")
                .primary("pay-2")
                .with(node -> node.controlData.remove("max_wal_senders setting"))
                .pending("max_connections")
                .plan();

        assertEquals(List.of(), lines(plan.steps()));
        assertTrue(obstacle(plan, Kind.WAITING).contains("pg_controldata on the leader"));
    }

    // Synchronous standbys.

    private static Sketch synchronousPair() {
        return cluster("pay")
                .primary("pay-1")
                .replica("pay-2")
                .pending()
                .synchronous()
                .always(git -> git.dynamic("synchronous_mode", true));
    }

    @Test
    void theOnlyStandbyOfStrictModeIsNotRestarted() {
        Plan plan = synchronousPair()
                .always(git -> git.dynamic("synchronous_mode_strict", true))
                .plan();

        assertEquals(List.of("restart pay-2"), lines(plan.held()));
        String reason = obstacle(plan, Kind.STALLED);
        assertTrue(reason.contains("'pay-2' is the only standby that may be synchronous"), reason);
        assertTrue(reason.contains("set 'synchronous_mode_strict: false' for the time of the restart"), reason);
    }

    @Test
    void aRestartThatPendedBeforeAndCannotBeDoneHoldsNothingElse() {
        Plan plan = synchronousPair()
                .always(git -> git.dynamic("synchronous_mode_strict", true))
                .gitDynamic("postgresql.parameters.work_mem", "8MB")
                .plan();

        assertTrue(plan.steps().stream().anyMatch(Step.ChangeDynamic.class::isInstance), plan::toString);
        assertEquals(List.of("restart pay-2"), lines(plan.held()));
        assertTrue(obstacle(plan, Kind.STALLED).contains("not restarting"));
    }

    @Test
    void aChangeThatIsTakenBackBeforeItsRestartTakesNone() {
        ServerSketch server = new ServerSketch();
        server.running.put("shared_buffers", "4096");
        Sketch sketch = cluster("pay")
                .primary("pay-1")
                .with(node -> node.server = Optional.of(server))
                .pending("shared_buffers")
                .always(git -> git.dynamic("postgresql.parameters.shared_buffers", "32MB"))
                .dynamicEdit("postgresql.parameters.shared_buffers", "64MB");
        Planner.Evidence evidence = sketch.evidence();
        ClusterDiff refined =
                Forecaster.refine(evidence.diff(), Servers.catalog(17), evidence.wanted(), evidence.seen());

        Plan plan = new Planner(SafetyRules.DEFAULT, () -> Instant.EPOCH)
                .plan(sketch.wanted().definition(), new Planner.Evidence(evidence.wanted(), evidence.seen(), refined));

        assertTrue(plan.steps().stream().anyMatch(Step.ChangeDynamic.class::isInstance), plan::toString);
        assertEquals(List.of(), restartsAndStarts(plan.steps()));
    }

    @Test
    void aChangeWhoseRestartCannotBeDoneIsHeldWithIt() {
        Plan plan = synchronousPair()
                .always(git -> git.dynamic("synchronous_mode_strict", true))
                .gitDynamic(MAX_CONNECTIONS, 200L)
                .plan();

        assertEquals(List.of(), plan.steps());
        assertTrue(plan.held().stream().anyMatch(Step.ChangeDynamic.class::isInstance), plan::toString);
    }

    @Test
    void theWayOutThatIsNamedIsOne() {
        Plan plan = synchronousPair()
                .dynamicEdit("synchronous_mode_strict", true)
                .always(git -> git.dynamic("synchronous_mode_strict", false))
                .plan();

        assertEquals(List.of("restart pay-2"), lines(plan.steps()));
    }

    @Test
    void withoutStrictModeTheOnlyStandbyIsRestarted() {
        assertEquals(List.of("restart pay-2"), lines(synchronousPair().plan().steps()));
    }

    @Test
    void inStrictModeAnotherStandbyStandsIn() {
        Plan plan = synchronousPair()
                .replica("pay-3")
                .always(git -> git.dynamic("synchronous_mode_strict", true))
                .plan();

        assertEquals(List.of("restart pay-2"), lines(plan.steps()));
    }

    static List<Object> tagsAgainstSynchronous() {
        return List.of(true, 1L, "yes", "false");
    }

    // Python takes any text for true that is not empty.
    @ParameterizedTest
    @MethodSource("tagsAgainstSynchronous")
    void aStandbyThatMayNotBeSynchronousDoesNotStandIn(Object nosync) {
        Plan plan = synchronousPair()
                .replica("pay-3")
                .tag("nosync", nosync)
                .always(git -> git.dynamic("synchronous_mode_strict", true))
                .plan();

        assertTrue(obstacle(plan, Kind.STALLED).contains("only standby"));
    }

    @Test
    void aStandbyWithoutPriorityDoesNotStandInEither() {
        Sketch sketch = synchronousPair()
                .replica("pay-3")
                .tag("sync_priority", 0L)
                .always(git -> git.dynamic("synchronous_mode_strict", true));

        assertTrue(obstacle(sketch.plan(), Kind.STALLED).contains("only standby"));
        assertEquals(
                List.of("restart pay-2"),
                lines(sketch.tag("nosync", false).plan().steps()));
    }

    @Test
    void aDelayedReplicaThatNeverLeadsHoldsNobody() {
        Sketch sketch = cluster("pay")
                .primary("pay-1")
                .pending()
                .replica("pay-2")
                .replica("pay-3")
                .lag(mb(4000));

        assertTrue(obstacle(sketch.plan(), Kind.WAITING).contains(" behind (limit "));
        assertEquals(
                List.of("restart pay-1"),
                lines(sketch.tag("nofailover", true).plan().steps()));
    }

    @Test
    void aCascadingReplicaDoesNotStandIn() {
        Plan plan = synchronousPair()
                .replica("pay-3")
                .with(node -> node.streams = false)
                .always(git -> git.dynamic("synchronous_mode_strict", true))
                .plan();

        assertTrue(obstacle(plan, Kind.STALLED).contains("only standby"));
    }

    @Test
    void theLeaderOfAStrictPairIsRestarted() {
        Plan plan = cluster("pay")
                .primary("pay-1")
                .pending()
                .replica("pay-2")
                .synchronous()
                .always(git -> git.dynamic("synchronous_mode", true).dynamic("synchronous_mode_strict", true))
                .plan();

        assertEquals(List.of("restart pay-1"), lines(plan.steps()));
    }

    @Test
    void restartsWaitUntilAsManyAreSynchronousAsShouldBe() {
        Sketch sketch = cluster("pay")
                .primary("pay-1")
                .replica("pay-2")
                .pending()
                .replica("pay-3")
                .replica("pay-4")
                .synchronous()
                .always(git -> git.dynamic("synchronous_mode", "quorum").dynamic("synchronous_node_count", 2L));

        assertTrue(obstacle(sketch.plan(), Kind.WAITING).contains("only 1 of 2 standbys are synchronous"));
        assertEquals(
                List.of("restart pay-2"),
                lines(sketch.replica("pay-5").synchronous().plan().steps()));
    }

    // Tags and what people have planned.

    @Test
    void aReplicaThatLivesOnTheArchiveNeedNotStream() {
        Sketch sketch = cluster("pay")
                .primary("pay-1")
                .pending()
                .replica("pay-2")
                .replica("pay-3")
                .with(node -> node.streams = false)
                .lag(mb(40));

        assertTrue(obstacle(sketch.plan(), Kind.WAITING).contains("'pay-3' does not stream"));
        assertEquals(
                List.of("restart pay-1"),
                lines(sketch.tag("nostream", true).plan().steps()));
    }

    @Test
    void aMemberWhoseRestartIsScheduledIsLeftToThat() {
        Plan plan = pay().pending()
                .with(node -> node.scheduledRestart = Optional.of("2026-11-26T04:00:00+00:00"))
                .plan();

        assertTrue(obstacle(plan, Kind.WAITING)
                .contains("somebody scheduled a restart of 'pay-3' for 2026-11-26T04:00:00+00:00 ('patronictl flush'"));
    }

    @Test
    void aReplicaOnAnotherTimelineIsNotRestartedEither() {
        Plan plan = pay().pending().with(node -> node.timeline = 2).plan();

        assertTrue(obstacle(plan, Kind.WAITING).contains("'pay-3' is on timeline 2, the leader on 3"));
    }

    @Test
    void aClustersOwnLimitOfLagHolds() {
        Sketch sketch = cluster("pay")
                .primary("pay-1")
                .pending()
                .replica("pay-2")
                .lag(mb(3))
                .always(git -> git.policy(policy(
                        new RestartPolicy(Leader.IN_PLACE, Replicas.WINDOW, OptionalLong.of(mb(2))), Windows.ALWAYS)));

        assertTrue(obstacle(sketch.plan(), Kind.WAITING).contains("3 MB behind (limit 2 MB)"));
    }

    @Test
    void aSecondRoundThatIsAllThatIsLeftIsNotBegunWithTheFirst() {
        Plan plan = cluster("pay")
                .primary("pay-1")
                .pending(MAX_CONNECTIONS, MAX_WORKERS)
                .replica("pay-2")
                .pending("max_worker_processes")
                .always(git -> git.dynamic(MAX_CONNECTIONS, 200L).dynamic(MAX_WORKERS, 4L))
                .plan();

        assertEquals(List.of("restart pay-1", "restart pay-2"), lines(plan.steps()));
    }

    // Switchover.

    @Test
    void theLeaderHandsOverAfterTheReplicasHaveRestarted() {
        Plan plan = switchingOver(allPending()).plan();

        assertEquals(List.of("restart pay-1", "restart pay-3", "switchover pay-2"), lines(plan.steps()));
        assertEquals(
                Optional.of(new NodeName("pay-1")),
                ((Step.Switchover) plan.steps().get(2)).candidate());
    }

    @Test
    void whatShrinksIsRestartedInPlaceAndThePlanSaysWhy() {
        Plan plan = switchingOver(pay().gitDynamic(MAX_CONNECTIONS, 50L)).plan();

        assertEquals(List.of("restart pay-2", "restart pay-1", "restart pay-3"), lines(plan.steps()));
        String reason = Wording.of(plan.steps().get(plan.steps().size() - 3).reason());
        assertTrue(reason.contains("in place, since no switchover helps values that shrink: max_connections"), reason);
    }

    @Test
    void theLeastLaggingMemberTakesOver() {
        Sketch sketch = cluster("pay")
                .primary("pay-1")
                .pending()
                .replica("pay-2")
                .lag(mb(2))
                .replica("pay-3")
                .lag(mb(1));

        assertTakesOver("pay-3", switchingOver(sketch));
    }

    @Test
    void noMemberTakesOverThatMayNot() {
        Sketch sketch = cluster("pay")
                .primary("pay-1")
                .pending()
                .replica("pay-2")
                .tag("nofailover", true)
                .replica("pay-3")
                .tag("failover_priority", 0L)
                .replica("pay-4")
                .tag("failover_priority", 1L)
                .lag(mb(1));

        assertTakesOver("pay-4", switchingOver(sketch));
    }

    @Test
    void onlyASynchronousMemberTakesOver() {
        Sketch sketch = cluster("pay")
                .primary("pay-1")
                .pending()
                .replica("pay-2")
                .replica("pay-3")
                .synchronous()
                .lag(mb(1))
                .always(git -> git.dynamic("synchronous_mode", true));

        assertTakesOver("pay-3", switchingOver(sketch));
    }

    private static void assertTakesOver(String candidate, Sketch sketch) {
        Plan plan = sketch.plan();
        List<Step> steps = plan.steps();
        Step last = steps.get(steps.size() - 1);

        assertEquals(Optional.of(new NodeName(candidate)), ((Step.Switchover) last).candidate(), plan::toString);
    }

    @Test
    void whereTagsForbidEveryMemberOnlyAPersonCanHelp() {
        Sketch sketch =
                cluster("pay").primary("pay-1").pending().replica("pay-2").tag("nofailover", true);

        Plan plan = switchingOver(sketch).plan();

        assertEquals(List.of("switchover pay-1"), lines(plan.held()));
        assertEquals(
                "not restarting: no member may take over from the leader: 'pay-2' has the tag nofailover; remove a tag, or set"
                        + " 'restarts.leader: in_place'",
                obstacle(plan, Kind.STALLED));
    }

    @Test
    void aClusterOfOneRestartsInPlace() {
        Plan plan = switchingOver(cluster("pay").primary("pay-1").pending()).plan();

        assertEquals(List.of("restart pay-1"), lines(plan.steps()));
        assertTrue(Wording.of(plan.steps().get(0).reason()).endsWith("; in place, since there is no other member"));
    }

    // Maintenance windows.

    @Test
    void outsideItsWindowNothingRestartsAndThePlanSaysUntilWhen() {
        Plan plan = withWindow(allPending(), Replicas.WINDOW).at(WEDNESDAY).plan();

        assertEquals(List.of(), lines(plan.steps()));
        assertEquals(List.of("restart pay-1", "restart pay-3", "restart pay-2"), lines(plan.held()));
        assertEquals(
                "restarts wait for the maintenance window, which opens Sat 2026-11-28 02:00 Europe/Berlin",
                obstacle(plan, Kind.WAITING));
        assertEquals(
                Optional.of(Instant.parse("2026-11-28T01:00:00Z")),
                plan.obstacles().get(0).until());
    }

    @Test
    void aWindowThatIsOverForGoodNeedsAPerson() {
        Sketch once = withWindow("0 0 2 21 11 ? 2026", allPending().at(WEDNESDAY), Replicas.WINDOW);

        assertEquals(List.of(), lines(once.plan().steps()));
        assertTrue(obstacle(once.plan(), Kind.STALLED).contains("which never opens again; name a later time under"));
    }

    @Test
    void insideItsWindowAllRestart() {
        Plan plan = withWindow(allPending(), Replicas.WINDOW).at(SATURDAY_NIGHT).plan();

        assertEquals(List.of("restart pay-1", "restart pay-3", "restart pay-2"), lines(plan.steps()));
        assertEquals(List.of(), plan.obstacles());
    }

    @Test
    void replicasMayGoAtAnyTimeWhileTheLeaderWaits() {
        Plan plan = withWindow(allPending(), Replicas.ANY_TIME).at(WEDNESDAY).plan();

        assertEquals(List.of("restart pay-1", "restart pay-3"), lines(plan.steps()));
        assertEquals(List.of("restart pay-2"), lines(plan.held()));
        assertEquals(
                "the leader waits for its maintenance window, which opens Sat 2026-11-28 02:00 Europe/Berlin",
                obstacle(plan, Kind.WAITING));
    }

    @Test
    void whereTheLeaderGoesFirstReplicasWaitWithIt() {
        Plan plan = withWindow(pay().gitDynamic(MAX_CONNECTIONS, 50L), Replicas.ANY_TIME)
                .at(WEDNESDAY)
                .plan();

        assertEquals(List.of("restart pay-2", "restart pay-1", "restart pay-3"), lines(plan.held()));
    }

    @Test
    void whatCostsNothingGoesAtOnce() {
        Plan plan = withWindow(pay().gitDynamic(MAX_CONNECTIONS, 200L), Replicas.WINDOW)
                .at(WEDNESDAY)
                .plan();

        assertTrue(plan.steps().stream().anyMatch(Step.ChangeDynamic.class::isInstance), plan::toString);
        assertEquals(3, lines(plan.held()).size());
    }

    @Test
    void aFirstStartWaitsForNoWindow() {
        Plan plan = withWindow(cluster("pay").fresh("pay-1").fresh("pay-2").dcsEmpty(), Replicas.WINDOW)
                .at(WEDNESDAY)
                .plan();

        assertEquals(List.of(), plan.held());
        assertEquals(List.of(), plan.obstacles());
    }

    @Test
    void whoeverClonesFromALeaderThatMustRestartBeforeWaitsWithIt() {
        Sketch sketch =
                cluster("pay").primary("pay-1").pending("max_wal_senders").fresh("pay-2");

        assertEquals(
                List.of("restart pay-1", "start_patroni pay-2"),
                restartsAndStarts(withWindow(sketch, Replicas.WINDOW)
                        .at(SATURDAY_NIGHT)
                        .plan()
                        .steps()));
        assertEquals(
                List.of("restart pay-1", "start_patroni pay-2"),
                restartsAndStarts(
                        withWindow(sketch, Replicas.WINDOW).at(WEDNESDAY).plan().held()));
    }

    @Test
    void whoeverCanCloneFromALeaderThatWaitsDoesNotWait() {
        Sketch memory =
                cluster("pay").primary("pay-1").pending("shared_buffers").fresh("pay-2");
        Sketch nothing = cluster("pay")
                .primary("pay-1")
                .with(node -> node.patroniVersion = "3.0.2")
                .fresh("pay-2");

        for (Sketch sketch : List.of(memory, nothing)) {
            Plan plan = withWindow(sketch, Replicas.WINDOW).at(WEDNESDAY).plan();
            assertEquals(List.of("start_patroni pay-2"), restartsAndStarts(plan.steps()));
            assertEquals(List.of("restart pay-1"), restartsAndStarts(plan.held()));
        }
    }

    @Test
    void aLeaderThatWaitsIsStillEnabled() {
        Plan plan = withWindow(
                        cluster("pay")
                                .primary("pay-1")
                                .pending("max_wal_senders")
                                .with(node -> node.patroniEnabled = "disabled")
                                .fresh("pay-2"),
                        Replicas.WINDOW)
                .at(WEDNESDAY)
                .plan();

        assertEquals(List.of("start_patroni pay-1"), restartsAndStarts(plan.steps()));
    }

    private static List<String> restartsAndStarts(List<Step> steps) {
        return steps.stream()
                .filter(step -> step instanceof Step.Restart || step instanceof Step.StartPatroni)
                .map(step -> step.kind() + " " + step.target())
                .toList();
    }
}
