package dev.patrol.plan;

import static dev.patrol.testing.Sketch.cluster;
import static dev.patrol.testing.Sketch.mb;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patrol.definition.NodeName;
import dev.patrol.plan.Obstacle.Kind;
import dev.patrol.testing.Sketch;
import dev.patrol.view.Wording;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlannerTest {
    private static final String MAX_CONNECTIONS = "postgresql.parameters.max_connections";
    private static final String MAX_WORKERS = "postgresql.parameters.max_worker_processes";
    private static final String SHARED_BUFFERS = "postgresql.parameters.shared_buffers";
    private static final String WORK_MEM = "postgresql.parameters.work_mem";

    /** The leader's name sorts in the middle, so that no order comes about by chance. */
    private static Sketch pay() {
        return cluster("pay").replica("pay-1").primary("pay-2").replica("pay-3");
    }

    private static List<String> steps(Plan plan) {
        return lines(plan.steps());
    }

    private static List<String> lines(List<Step> steps) {
        return steps.stream().map(step -> step.kind() + " " + step.target()).toList();
    }

    private static void assertSteps(Plan plan, String... steps) {
        assertEquals(List.of(steps), steps(plan));
    }

    /** A dynamic change is also written into every file, for the next bootstrap; here that does not matter. */
    private static void assertStepsAfterFiles(Plan plan, String... steps) {
        assertEquals(
                List.of(steps),
                steps(plan).stream()
                        .dropWhile(step -> step.startsWith("write_config"))
                        .toList());
    }

    private static String obstacle(Plan plan, Kind kind) {
        assertEquals(
                List.of(kind),
                plan.obstacles().stream().map(Obstacle::kind).distinct().toList(),
                plan::toString);
        return plan.obstacles().stream()
                .map(obstacle -> Wording.of(obstacle.reason()))
                .reduce((a, b) -> a + "\n" + b)
                .orElseThrow();
    }

    private static void assertHeldBy(Plan plan, Kind kind, String... words) {
        String reason = obstacle(plan, kind);
        for (String word : words) {
            assertTrue(reason.contains(word), reason);
        }
        assertSteps(plan);
    }

    @Test
    void aClusterThatIsAsGitSaysHasNothingToDo() {
        Plan plan = pay().plan();

        assertTrue(plan.isInSync(), plan::toString);
    }

    // Files and reloads.

    @Test
    void aReloadOnlyChangeIsWrittenAndReloadedReplicasFirst() {
        assertSteps(
                pay().git(WORK_MEM, "64MB").plan(),
                "write_config pay-1",
                "write_config pay-3",
                "write_config pay-2",
                "reload pay-1",
                "reload pay-3",
                "reload pay-2");
    }

    @Test
    void whatOnlySeedsANewClusterIsWrittenWithoutAReload() {
        assertSteps(
                cluster("pay")
                        .primary("pay-1")
                        .handEdit("bootstrap.dcs.ttl", 99L)
                        .plan(),
                "write_config pay-1");
    }

    @Test
    void aWrongModeIsMendedWithoutAReload() {
        assertSteps(
                cluster("pay").primary("pay-1").with(node -> node.mode = "644").plan(), "write_config pay-1");
    }

    @Test
    void aReloadThatAnEarlierPassOwesIsMadeUp() {
        Plan plan = cluster("pay")
                .primary("pay-1")
                .with(node -> node.shownTag = Optional.of("older"))
                .plan();

        assertSteps(plan, "reload pay-1");
        assertTrue(Wording.of(plan.steps().get(0).reason()).contains("not read its file yet"));
    }

    @Test
    void aFileThatSomebodyElseWroteIsRightWithoutATag() {
        assertSteps(cluster("pay")
                .primary("pay-1")
                .with(node -> node.untagged = true)
                .plan());
    }

    @Test
    void aFileThatSomebodyElseWroteOverOursIsReloaded() {
        Plan plan = cluster("pay")
                .primary("pay-1")
                .with(node -> {
                    node.untagged = true;
                    node.shownTag = Optional.of("ours");
                })
                .plan();

        assertSteps(plan, "reload pay-1");
    }

    @Test
    void aHandEditIsTakenBack() {
        Plan plan = pay().handEdit(WORK_MEM, "1GB").plan();

        assertSteps(plan, "write_config pay-3", "reload pay-3");
    }

    @Test
    void aFileThatIsGoneIsWrittenAgain() {
        assertSteps(
                cluster("pay").primary("pay-1").with(node -> node.file = false).plan(),
                "write_config pay-1",
                "reload pay-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"scope", "name", "namespace", "postgresql.data_dir", "restapi.verify_client"})
    void aRefusedKeyHoldsEverything(String key) {
        Plan plan = pay().git(key, "other").git(WORK_MEM, "64MB").plan();

        assertHeldBy(plan, Kind.STALLED, "'" + key + "' cannot be changed on a live cluster");
        assertFalse(plan.held().isEmpty());
    }

    @Test
    void aPgHbaThatShutsOutWhatTheClusterNeedsHoldsEverything() {
        Plan plan = pay().git("postgresql.authentication.replication.username", "replicator")
                .git("postgresql.pg_hba", List.of("host all all all trust"))
                .git("postgresql.listen", "0.0.0.0:5432")
                .git(WORK_MEM, "64MB")
                .plan();

        assertHeldBy(
                plan,
                Kind.STALLED,
                "pg_hba of node 'pay-2', 'pay-3' shuts out replication of 'replicator' from node 'pay-1': no rule"
                        + " matches it; add 'host replication replicator pay-1 scram-sha-256'");
        assertFalse(plan.held().isEmpty());
    }

    @Test
    void whatOnlyTheServerKnowsOfItsPgHbaHoldsNothing() {
        Plan plan = pay().git("postgresql.authentication.replication.username", "replicator")
                .git("postgresql.pg_hba", List.of("host all,replication all samenet trust"))
                .plan();

        assertEquals(List.of(), plan.obstacles());
    }

    @Test
    void aNodeWhoseRestApiIsSilentIsWaitedFor() {
        Plan plan =
                pay().with(node -> node.answers = false).git(WORK_MEM, "64MB").plan();

        assertTrue(obstacle(plan, Kind.WAITING).contains("REST API does not answer: connection refused"));
        assertFalse(steps(plan).contains("reload pay-3"));
        assertTrue(steps(plan).contains("write_config pay-3"), "it reads the file when it comes back");
    }

    @ParameterizedTest
    @ValueSource(strings = {"creating replica", "starting", "stopped", "crashed"})
    void aMemberThatDoesNotRunYetIsWaitedFor(String state) {
        Plan plan = pay().state(state).plan();

        assertHeldBy(plan, Kind.WAITING, "'pay-3' is '" + state + "'");
    }

    // Units.

    @Test
    void theDistributionsOwnUnitIsDisabled() {
        assertSteps(pay().with(node -> node.nativeEnabled = "enabled").plan(), "disable_native pay-3");
    }

    @Test
    void aStoppedReplicaIsStarted() {
        Plan plan = pay().patroniStopped().plan();

        assertSteps(plan, "start_patroni pay-3");
        assertEquals(
                Step.StartPatroni.Becomes.REPLICA,
                ((Step.StartPatroni) plan.steps().get(0)).becomes());
    }

    @Test
    void aNewNodeOfARunningClusterIsWrittenAndStarted() {
        assertSteps(pay().fresh("pay-4").plan(), "write_config pay-4", "start_patroni pay-4");
    }

    @Test
    void dataOfAnotherClusterIsNotJoined() {
        Plan plan = pay().patroniStopped()
                .with(node -> node.ownSystemIdentifier = Optional.of("1"))
                .plan();

        assertHeldBy(plan, Kind.STALLED, "data is of another cluster", "pay-3");
    }

    @Test
    void aDirectoryWithSomethingElseInItIsNotJoined() {
        Plan plan = pay().fresh("pay-4")
                .with(node -> node.data = dev.patrol.remote.NodeReading.DataDirectory.Kind.OCCUPIED)
                .plan();

        assertHeldBy(plan, Kind.STALLED, "not empty and holds no PostgreSQL data", "pay-4");
    }

    @Test
    void aFileThatNobodyCanReadIsNotReplacedBlindly() {
        Plan plan = pay().with(node -> node.brokenFile = Optional.of("scope: ["))
                .git(WORK_MEM, "64MB")
                .plan();

        assertHeldBy(plan, Kind.STALLED, "'/etc/patroni/patroni.yml' is not a YAML mapping", "move it away");
    }

    @Test
    void aPatroniOutsideItsUnitIsLeftToPeople() {
        Plan plan = pay().with(node -> node.patroni = "inactive")
                .git(WORK_MEM, "64MB")
                .plan();

        assertHeldBy(plan, Kind.STALLED, "started some other way");
    }

    @Test
    void aUnitThatRunsAndIsNotEnabledIsEnabled() {
        assertSteps(pay().with(node -> node.patroniEnabled = "disabled").plan(), "start_patroni pay-3");
    }

    // The dynamic configuration.

    @Test
    void aDynamicChangeGoesThroughTheLeader() {
        assertStepsAfterFiles(pay().gitDynamic("ttl", 60L).plan(), "change_dynamic DCS");
    }

    @Test
    void aDynamicConfigurationThatCannotBeReadIsUnknownAndNotFine() {
        Plan plan = pay().pending("shared_buffers").dynamicUnread().plan();

        assertHeldBy(plan, Kind.WAITING, "dynamic configuration cannot be read");
    }

    @Test
    void aStandbyClusterIsNotMadeByADifference() {
        assertHeldBy(pay().gitDynamic("standby_cluster.host", "10.1.1.1").plan(), Kind.STALLED, "promotes or demotes");
    }

    @Test
    void anUnreachableNodeHoldsThePatchAndTheRestartsAndNothingElse() {
        Plan plan = pay().unreachable("pay-4")
                .git(WORK_MEM, "64MB")
                .gitDynamic(MAX_CONNECTIONS, 200L)
                .plan();

        assertEquals(
                List.of("change_dynamic DCS", "restart pay-1", "restart pay-3", "restart pay-2"), lines(plan.held()));
        assertEquals(6, plan.steps().size(), "the other nodes' files and reloads");
        assertTrue(obstacle(plan, Kind.WAITING).contains("'pay-4' is unreachable: no route to host"));
    }

    // Restarts.

    @Test
    void aPendingRestartIsCarriedOutAlthoughNothingElseDiffers() {
        Plan plan = pay().pending("shared_buffers").plan();

        assertSteps(plan, "restart pay-3");
        assertEquals(
                "pending restart for shared_buffers",
                Wording.of(plan.steps().get(0).reason()));
    }

    @Test
    void aParameterThatNeedsARestartRestartsReplicasFirstAndTheLeaderLast() {
        Plan plan = pay().git(SHARED_BUFFERS, "8GB").plan();

        assertEquals(
                List.of("restart pay-1", "restart pay-3", "restart pay-2"),
                steps(plan).subList(6, 9));
    }

    @Test
    void growingMaxConnectionsRestartsReplicasFirst() {
        assertStepsAfterFiles(
                pay().gitDynamic(MAX_CONNECTIONS, 200L).plan(),
                "change_dynamic DCS",
                "restart pay-1",
                "restart pay-3",
                "restart pay-2");
    }

    @Test
    void growingByAQuotedNumberRestartsReplicasFirstToo() {
        Plan plan = pay().gitDynamic(MAX_CONNECTIONS, "200").plan();

        assertEquals("restart pay-2", steps(plan).get(6));
    }

    @Test
    void shrinkingMaxConnectionsRestartsTheLeaderFirst() {
        assertStepsAfterFiles(
                pay().gitDynamic(MAX_CONNECTIONS, 50L).plan(),
                "change_dynamic DCS",
                "restart pay-2",
                "restart pay-1",
                "restart pay-3");
    }

    @Test
    void takingAParameterAwayShrinksItToPatronisDefault() {
        Sketch sketch = cluster("pay")
                .replica("pay-1")
                .primary("pay-2")
                .with(node -> node.controlData.put("max_connections setting", "500"))
                .always(git -> git.dynamic(MAX_CONNECTIONS, 500L));

        assertEquals(
                "restart pay-2",
                steps(sketch.gitDynamic(MAX_CONNECTIONS, null).plan()).get(3));
    }

    @Test
    void growingOneAndShrinkingAnotherGivesReplicasASecondRound() {
        Plan plan = pay().gitDynamic(MAX_CONNECTIONS, 200L)
                .gitDynamic(MAX_WORKERS, 4L)
                .plan();

        assertStepsAfterFiles(
                plan,
                "change_dynamic DCS",
                "restart pay-1",
                "restart pay-3",
                "restart pay-2",
                "restart pay-1",
                "restart pay-3");
        assertTrue(Wording.of(plan.steps().get(7).reason()).endsWith(", if still pending"));
    }

    @Test
    void aStandbyClusterIsNotRestartedForWhatItsRemotePrimaryMustShrinkFirst() {
        Sketch sketch = cluster("pay")
                .standbyLeader("pay-1")
                .pending("max_connections")
                .with(node -> node.controlData.put("max_connections setting", "300"))
                .replica("pay-2");

        assertHeldBy(sketch.plan(), Kind.STALLED, "remote primary");
    }

    @Test
    void theOnlyMemberOfAClusterIsRestarted() {
        assertSteps(cluster("pay").primary("pay-1").pending().plan(), "restart pay-1");
    }

    @Test
    void aLaggingReplicaHoldsTheRestarts() {
        Plan plan = pay().lag(mb(17)).git(SHARED_BUFFERS, "8GB").plan();

        assertTrue(obstacle(plan, Kind.WAITING).contains("'pay-3' is 17 MB behind (limit 16 MB)"));
        assertEquals(List.of("restart pay-1", "restart pay-3", "restart pay-2"), lines(plan.held()));
    }

    @Test
    void aReplicaOfWhichNobodyKnowsHowFarItIsBehindHoldsTheRestarts() {
        Sketch sketch = cluster("pay").primary("pay-1").pending().replica("pay-2");

        Plan plan = sketch.with(node -> node.hidesWal = true).plan();

        assertHeldBy(plan, Kind.WAITING, "it is unknown how far replica 'pay-2' is behind");
    }

    @Test
    void aLittleLagDoesNotHoldTheRestarts() {
        assertSteps(
                cluster("pay")
                        .primary("pay-1")
                        .pending()
                        .replica("pay-2")
                        .lag(mb(16))
                        .plan(),
                "restart pay-1");
    }

    @Test
    void aReplicaThatDoesNotStreamHoldsTheLeadersRestart() {
        Plan plan = cluster("pay")
                .primary("pay-1")
                .pending()
                .replica("pay-2")
                .with(node -> node.streams = false)
                .plan();

        assertHeldBy(plan, Kind.WAITING, "'pay-2' does not stream");
    }

    @Test
    void aReplicaThatDoesNotStreamMayItselfBeRestarted() {
        Plan plan = cluster("pay")
                .primary("pay-1")
                .replica("pay-2")
                .pending()
                .with(node -> node.streams = false)
                .plan();

        assertSteps(plan, "restart pay-2");
    }

    @Test
    void aReplicaOnAnotherTimelineHoldsTheRestarts() {
        Plan plan = cluster("pay")
                .primary("pay-1")
                .pending()
                .replica("pay-2")
                .with(node -> node.timeline = 2)
                .plan();

        assertHeldBy(plan, Kind.WAITING, "on timeline 2, the leader on 3");
    }

    @Test
    void aScheduledSwitchoverHoldsTheRestarts() {
        Plan plan = pay().pending().switchoverAt("2026-01-01T04:00:00+00:00").plan();

        assertHeldBy(plan, Kind.WAITING, "a switchover is scheduled for 2026-01-01T04:00:00+00:00");
    }

    @Test
    void aScheduledRestartElsewhereHoldsTheRestarts() {
        Plan plan = cluster("pay")
                .primary("pay-1")
                .pending()
                .replica("pay-2")
                .with(node -> node.scheduledRestart = Optional.of("2026-01-01T04:00:00+00:00"))
                .plan();

        assertHeldBy(plan, Kind.WAITING, "somebody scheduled a restart of 'pay-2'");
    }

    @Test
    void aClusterWithoutItsLeaderLockIsNotRestarted() {
        Plan plan = pay().pending().with(node -> node.unlocked = true).plan();

        assertHeldBy(plan, Kind.WAITING, "no leader lock");
    }

    // Hands off.

    @Test
    void aDefinitionThatIsPausedHoldsEverything() {
        Plan plan = pay().git(WORK_MEM, "64MB").always(git -> git.paused()).plan();

        assertHeldBy(plan, Kind.PAUSED, "'paused: true'");
        assertEquals(6, plan.held().size());
    }

    @Test
    void aClusterInMaintenanceIsLeftAlone() {
        assertHeldBy(pay().inMaintenance().git(WORK_MEM, "64MB").plan(), Kind.PAUSED, "patronictl resume");
    }

    @Test
    void twoLeadersAreLeftToPeople() {
        assertHeldBy(
                cluster("pay")
                        .primary("pay-1")
                        .primary("pay-2")
                        .git(WORK_MEM, "64MB")
                        .plan(),
                Kind.STALLED,
                "more than one member says it leads: pay-1, pay-2");
    }

    @Test
    void aPatroniOfAnotherScopeIsLeftAlone() {
        Plan plan = pay().with(node -> node.scope = Optional.of("orders"))
                .git(WORK_MEM, "64MB")
                .plan();

        assertHeldBy(plan, Kind.STALLED, "belongs to scope 'orders', not 'pay'");
    }

    // Limited to some nodes.

    @Test
    void aRunLimitedToANodeHoldsTheRest() {
        Plan plan = pay().git(WORK_MEM, "64MB").plan().limitedTo(Set.of(new NodeName("pay-3")));

        assertSteps(plan, "write_config pay-3", "reload pay-3");
        assertEquals(4, plan.held().size());
        assertTrue(obstacle(plan, Kind.WAITING).contains("limited to some nodes"));
    }

    @Test
    void aRunLimitedToANodeThatIsInSyncIsInSyncOnceNothingIsLeft() {
        assertTrue(pay().plan().limitedTo(Set.of(new NodeName("pay-3"))).isInSync());
    }

    @Test
    void aFirstStartCannotBeLimitedToReplicas() {
        Plan plan =
                cluster("pay").fresh("pay-1").fresh("pay-2").dcsEmpty().plan().limitedTo(Set.of(new NodeName("pay-2")));

        assertSteps(plan);
    }

    @Test
    void theSameInputGivesTheSamePlan() {
        assertEquals(
                pay().git(SHARED_BUFFERS, "8GB").gitDynamic("ttl", 60L).plan(),
                pay().git(SHARED_BUFFERS, "8GB").gitDynamic("ttl", 60L).plan());
    }
}
