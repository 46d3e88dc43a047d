package dev.patrol.apply;

import static dev.patrol.testing.Wanted.wanted;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patrol.remote.ValidationReport;
import dev.patrol.simulator.Killed;
import dev.patrol.simulator.Operator;
import dev.patrol.simulator.SimulatedCluster;
import dev.patrol.simulator.SimulatedNode;
import dev.patrol.testing.Trees;
import dev.patrol.testing.Wanted;
import dev.patrol.view.Wording;
import dev.patrol.yaml.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanExecutorTest {
    private static final String MAX_CONNECTIONS = "postgresql.parameters.max_connections";
    private static final String WORK_MEM = "postgresql.parameters.work_mem";

    private final Wanted pay = wanted("pay", "pay-1", "pay-2", "pay-3");
    private SimulatedCluster cluster = SimulatedCluster.running(pay);
    private Operator operator = new Operator(cluster);

    @AfterEach
    void takeTheInterruptionBack() {
        Thread.interrupted();
    }

    private void fresh() {
        cluster = SimulatedCluster.fresh(pay);
        operator = new Operator(cluster);
    }

    private static List<String> ends(List<StepResult> results) {
        return results.stream()
                .map(result -> result.kind().label() + " " + result.step().kind() + " "
                        + result.step().target())
                .toList();
    }

    private static StepResult failure(List<StepResult> results) {
        return results.stream()
                .filter(result -> result.kind() == StepResult.Kind.FAILED)
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing failed: " + results));
    }

    private static void assertFailed(List<StepResult> results, String kind, String words) {
        StepResult failure = failure(results);
        assertEquals(kind, failure.step().kind());
        assertTrue(Wording.of(failure.detail()).contains(words), Wording.of(failure.detail()));
    }

    private void assertDone(List<StepResult> results) {
        assertTrue(results.stream().allMatch(result -> result.kind() == StepResult.Kind.DONE), results::toString);
        assertTrue(operator.plan(pay).isInSync(), () -> operator.plan(pay).toString());
        assertEquals(List.of(), cluster.injuries);
    }

    // A new cluster.

    @Test
    void emptyNodesBecomeACluster() {
        fresh();

        assertDone(operator.apply(pay));

        assertEquals("pay-1", cluster.leader().orElseThrow().name);
        assertTrue(cluster.nodes.values().stream().allMatch(node -> node.restarts == 0));
    }

    @Test
    void replicasStartOnlyWhenThePrimaryIsThePrimary() {
        fresh();
        cluster.surprises.put(
                "startPatroni pay-2",
                node -> assertTrue(cluster.node("pay-1").role.equals("primary")));

        assertDone(operator.apply(pay));
    }

    @Test
    void dataThatLiesThereIsTakenOver() {
        fresh();
        cluster.node("pay-1").systemIdentifier = Optional.of("42");
        cluster.node("pay-1").nativeEnabled = true;

        List<StepResult> results = operator.apply(pay);

        assertEquals("not_needed restart pay-1", ends(results).get(6));
        assertTrue(operator.plan(pay).isInSync());
        assertFalse(cluster.node("pay-1").nativeEnabled);
        assertEquals(Optional.of("42"), cluster.node("pay-3").systemIdentifier);
    }

    @Test
    void aRunningServerIsTakenOverAndRestartedBeforeReplicasClone() {
        fresh();
        cluster.node("pay-1").systemIdentifier = Optional.of("42");
        cluster.node("pay-1").nativeRuns = true;
        cluster.surprises.put("startPatroni pay-2", node -> assertEquals(1, cluster.node("pay-1").restarts));

        List<StepResult> results = operator.apply(pay);

        assertEquals("done restart pay-1", ends(results).get(5), results::toString);
        assertTrue(operator.plan(pay).isInSync());
    }

    @ParameterizedTest
    @ValueSource(strings = {"master", "primary"})
    void aTakeOverThatWasCutShortBeforeItsRestartIsFinished(String word) {
        for (int call = 8; call <= 10; call++) {
            fresh();
            cluster.wordForPrimary = word;
            cluster.node("pay-1").systemIdentifier = Optional.of("42");
            cluster.node("pay-1").nativeRuns = true;
            cluster.dieInCall(call, false);
            assertThrows(Killed.class, () -> operator.apply(pay));
            cluster.time.pass(Duration.ofMinutes(1));

            List<StepResult> results = operator.apply(pay);

            assertTrue(
                    results.stream().noneMatch(result -> result.kind() == StepResult.Kind.FAILED), results::toString);
            assertTrue(operator.plan(pay).isInSync());
        }
    }

    @Test
    void aFileThatPatroniRejectsStopsANewClusterBeforeAnythingStarts() {
        fresh();
        cluster.validation = new ValidationReport(1, List.of("postgresql.bin_dir  is not defined."));

        List<StepResult> results = operator.apply(pay);

        assertFailed(results, "write_config", "postgresql.bin_dir  is not defined.");
        assertFalse(cluster.calls.toString().contains("startPatroni"));
    }

    @Test
    void aPatroniThatEndsAtOnceIsNotWaitedForToTheLimit() {
        fresh();
        cluster.surprises.put(
                "startPatroni pay-1", node -> cluster.time.in(Duration.ofSeconds(1), () -> node.unit = "failed"));

        List<StepResult> results = operator.apply(pay);

        assertFailed(results, "start_patroni", "unit 'patroni' is failed after its start; see 'journalctl -u patroni'");
        assertTrue(failure(results).took().compareTo(Duration.ofSeconds(5)) < 0);
    }

    @Test
    void aPatroniThatSystemdStartsAgainIsWaitedFor() {
        fresh();
        cluster.surprises.put("startPatroni pay-1", node -> {
            cluster.time.in(Duration.ofMillis(600), () -> node.unit = "activating");
            cluster.time.in(Duration.ofMillis(1200), () -> node.unit = "active");
        });

        assertDone(operator.apply(pay));
    }

    @Test
    void aPrimaryThatNeverComesFailsAfterItsLimit() {
        fresh();
        cluster.ignored.add("startPatroni");
        cluster.surprises.put("startPatroni pay-1", node -> node.unit = "active");

        List<StepResult> results = operator.apply(pay);

        assertFailed(results, "start_patroni", "not the primary");
        assertTrue(failure(results).took().compareTo(Limits.DEFAULT.start()) >= 0);
        assertEquals("not_done start_patroni pay-2", ends(results).get(4));
    }

    // Files and reloads.

    @Test
    void aReloadEndsWithPatronisWordThatItReadTheFile() {
        pay.local(WORK_MEM, "64MB");

        List<StepResult> results = operator.apply(pay);

        assertDone(results);
        assertEquals("Patroni has read its file", Wording.of(results.get(3).detail()));
        assertTrue(cluster.nodes.values().stream()
                .allMatch(node -> node.writes == 1 && node.reloads == 1 && node.restarts == 0));
    }

    /** Patroni has the old one until it has read its file. */
    @Test
    void aNewPasswordOfTheRestApiIsReloaded() {
        pay.local("restapi.authentication.password", new Secret("another"));
        pay.dynamic(WORK_MEM, "8MB");

        assertDone(operator.apply(pay));

        assertEquals(1, cluster.node("pay-2").reloads);
    }

    @Test
    void nothingToDoWritesNothing() {
        assertEquals(List.of(), operator.apply(pay));
        assertEquals(List.of(), cluster.calls);
    }

    @Test
    void aReloadThatPatroniDoesNotTakeFails() {
        pay.local(WORK_MEM, "64MB");
        cluster.ignored.add("reload");

        List<StepResult> results = operator.apply(pay);

        assertFailed(
                results, "reload", "does not show the file's tag after 24 s; see 'journalctl -u patroni' on the node");
    }

    @Test
    void aRejectedFileIsDiscardedAndTheOldOneStays() {
        Optional<String> before = cluster.node("pay-2").file;
        pay.local(WORK_MEM, "64MB");
        cluster.validation = new ValidationReport(1, List.of("postgresql.x replication-pw is wrong"));

        List<StepResult> results = operator.apply(pay);

        assertFailed(results, "write_config", "postgresql.x *** is wrong");
        assertEquals(before, cluster.node("pay-2").file);
        assertEquals(Optional.empty(), cluster.node("pay-2").staged);
    }

    @Test
    void aFileThatSomebodyChangedMeanwhileIsNotOverwritten() {
        pay.local(WORK_MEM, "64MB");
        cluster.surprises.put("commit pay-2", node -> node.file = Optional.of("scope: pay"));

        assertFailed(operator.apply(pay), "write_config", "changed meanwhile");
        assertEquals(Optional.of("scope: pay"), cluster.node("pay-2").file);
        assertEquals(Optional.empty(), cluster.node("pay-2").staged, "it holds passwords");
    }

    @Test
    void theFirstFailureEndsThePlan() {
        pay.local(WORK_MEM, "64MB");
        cluster.surprises.put("commit pay-3", node -> node.file = Optional.empty());

        List<StepResult> results = operator.apply(pay);

        assertEquals(
                List.of(
                        "done write_config pay-2",
                        "failed write_config pay-3",
                        "not_done write_config pay-1",
                        "not_done reload pay-2",
                        "not_done reload pay-3",
                        "not_done reload pay-1"),
                ends(results));
        assertFalse(operator.told.contains("started write_config pay-1"), "what is not done was never started");
    }

    @Test
    void aNodeThatGoesAwayFailsTheStepAndTheNextPassFinishes() {
        pay.local(WORK_MEM, "64MB");
        cluster.surprises.put("stage pay-3", node -> node.reachable = false);

        List<StepResult> results = operator.apply(pay);
        assertEquals(6, results.size());
        cluster.node("pay-3").reachable = false;
        assertTrue(operator.plan(pay).obstacles().toString().contains("unreachable"));
        cluster.node("pay-3").reachable = true;

        assertTrue(operator.settle(pay, 2).isInSync());
    }

    // The dynamic configuration, which others change too.

    private void somebodySets(String path, Object value) {
        Map<String, Object> changed = Trees.copy(cluster.config.orElseThrow());
        Trees.set(changed, path, value);
        cluster.config = Optional.of(changed);
    }

    @Test
    void aChangeThatSomebodyMadeSinceThePlanStopsItBeforeThePatch() {
        pay.dynamic(MAX_CONNECTIONS, 200L);
        Work work = operator.assess(pay);
        somebodySets("ttl", 60L);

        List<StepResult> results = operator.execute(work);

        StepResult change = of("change_dynamic", results);
        assertEquals(StepResult.Kind.NOT_DONE, change.kind());
        assertTrue(Wording.of(change.detail()).contains("(ttl)"), change::toString);
        assertFalse(cluster.calls.contains("patchConfig pay-1"));
        assertEquals(List.of(), restarts());
    }

    @Test
    void aChangeThatSomebodyMakesRightBeforeThePatchIsNoticedInItsAnswer() {
        pay.dynamic(MAX_CONNECTIONS, 200L);
        cluster.surprises.put("patchConfig pay-1", node -> somebodySets("postgresql.parameters.work_mem", "1GB"));

        List<StepResult> results = operator.apply(pay);

        StepResult change = of("change_dynamic", results);
        assertEquals(StepResult.Kind.NOT_DONE, change.kind());
        assertTrue(Wording.of(change.detail()).contains("postgresql.parameters.work_mem"), change::toString);
        assertEquals(List.of(), restarts());
        assertTrue(operator.settle(pay, 2).isInSync(), "the next pass plans anew");
    }

    @Test
    void thePatchHoldsTheChangedKeysAndNullForWhatLeftGit() {
        somebodySets("postgresql.parameters.wal_compression", "on");
        somebodySets("pause_notice", "kept by nobody");
        somebodySets("slots.of_a_tool.type", "physical");
        pay.dynamic("ttl", 60L);

        assertDone(operator.apply(pay));

        Map<String, Object> config = cluster.config.orElseThrow();
        assertEquals(60L, config.get("ttl"));
        assertFalse(config.containsKey("pause_notice"));
        assertFalse(Trees.map(config, "postgresql.parameters").containsKey("wal_compression"));
        assertEquals("physical", Trees.map(config, "slots.of_a_tool").get("type"));
    }

    private static StepResult of(String kind, List<StepResult> results) {
        return results.stream()
                .filter(result -> result.step().kind().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    // Restarts.

    @Test
    void growingRestartsEveryMemberOnceAndCrashesNobody() {
        pay.dynamic(MAX_CONNECTIONS, 200L);

        assertDone(operator.apply(pay));

        assertEquals(List.of("restart pay-2", "restart pay-3", "restart pay-1"), restarts());
    }

    @Test
    void shrinkingRestartsEveryMemberOnceLeaderFirst() {
        pay.dynamic(MAX_CONNECTIONS, 50L);

        assertDone(operator.apply(pay));

        assertEquals(List.of("restart pay-1", "restart pay-2", "restart pay-3"), restarts());
    }

    @Test
    void growingAndShrinkingAtOnceTakesTheThirdRoundOnlyOnReplicas() {
        pay.dynamic(MAX_CONNECTIONS, 200L).dynamic("postgresql.parameters.max_worker_processes", 4L);

        assertDone(operator.apply(pay));

        assertEquals(
                List.of("restart pay-2", "restart pay-3", "restart pay-1", "restart pay-2", "restart pay-3"),
                restarts());
    }

    @Test
    void aParameterOfTheFileThatNeedsARestartIsReloadedAndRestarted() {
        pay.local("postgresql.parameters.shared_buffers", "8GB");

        assertDone(operator.apply(pay));

        assertEquals("8GB", cluster.node("pay-1").running.get("shared_buffers"));
        assertTrue(cluster.nodes.values().stream().allMatch(node -> node.restarts == 1));
    }

    @Test
    void aRestartThatIsNotPendingAfterAllIsNotNeeded() {
        pay.local("postgresql.listen", "0.0.0.0:5432");

        List<StepResult> results = operator.apply(pay);

        assertEquals("not_needed restart pay-2", ends(results).get(6));
        assertEquals(List.of(), restarts());
    }

    @Test
    void theOnlyMemberIsRestarted() {
        Wanted solo = wanted("solo", "solo-1");
        cluster = SimulatedCluster.running(solo);
        solo.dynamic(MAX_CONNECTIONS, 200L);

        List<StepResult> results = new Operator(cluster).apply(solo);

        assertEquals("done restart solo-1", ends(results).get(2));
    }

    @Test
    void aRestartThatDoesNothingFails() {
        cluster.ignored.add("restart");
        pay.dynamic(MAX_CONNECTIONS, 200L);

        List<StepResult> results = operator.apply(pay);

        assertFailed(results, "restart", "PostgreSQL on 'pay-2' was not restarted; patronictl reported: Success");
        assertEquals("not_done restart pay-3", ends(results).get(5));
    }

    @Test
    void theNextMemberIsRestartedOnlyWhenTheOneBeforeStreamsAgain() {
        pay.dynamic(MAX_CONNECTIONS, 200L);
        cluster.surprises.put("restart pay-3", node -> assertTrue(cluster.node("pay-2").streams));
        cluster.surprises.put("restart pay-1", node -> assertTrue(cluster.node("pay-3").streams));

        assertDone(operator.apply(pay));
    }

    /** They lose a leader that restarts; a pass that ended then would leave a cluster that is not whole. */
    @Test
    void theLeadersRestartEndsOnlyWhenItsReplicasStreamAgain() {
        pay.dynamic(MAX_CONNECTIONS, 200L);

        operator.apply(pay);

        assertTrue(cluster.node("pay-2").streams && cluster.node("pay-3").streams);
        assertEquals(List.of(), operator.plan(pay).obstacles());
    }

    @Test
    void aReplicaThatFallsBehindMeanwhileSparesTheLeader() {
        pay.dynamic(MAX_CONNECTIONS, 200L);
        cluster.surprises.put("restart pay-2", node -> cluster.node("pay-3").lag = 100_000_000);

        List<StepResult> results = operator.apply(pay);

        assertEquals("done restart pay-2", ends(results).get(4));
        assertEquals(
                "failed restart pay-3", ends(results).get(5), "restarting it takes nobody away, and does not help");
        assertTrue(Wording.of(failure(results).detail()).startsWith("replica 'pay-3' is 95.4 MB behind"));
        assertEquals("not_done restart pay-1", ends(results).get(6));
    }

    @Test
    void aReplicaThatCatchesUpInTimeIsWaitedFor() {
        pay.dynamic(MAX_CONNECTIONS, 200L);
        cluster.surprises.put("restart pay-2", node -> {
            cluster.node("pay-3").lag = 100_000_000;
            cluster.time.in(Duration.ofSeconds(60), () -> cluster.node("pay-3").lag = 0);
        });

        assertDone(operator.apply(pay));
    }

    @Test
    void aLeaderThatChangesDuringARestartEndsThePlan() {
        pay.dynamic(MAX_CONNECTIONS, 200L);
        cluster.surprises.put("restart pay-2", node -> cluster.lead(cluster.node("pay-3")));

        assertFailed(operator.apply(pay), "restart", "'pay-3' became the leader in between");
        assertEquals(List.of("restart pay-2"), restarts());
    }

    @Test
    void aLeaderThatChangesBetweenTwoRestartsEndsThePlanBeforeTheNext() {
        pay.dynamic(MAX_CONNECTIONS, 200L);
        cluster.surprises.put(
                "restart pay-2",
                node -> cluster.time.in(Duration.ofSeconds(6), () -> cluster.lead(cluster.node("pay-2"))));
        cluster.surprises.put("restart pay-3", node -> cluster.lead(cluster.node("pay-2")));

        List<StepResult> results = operator.apply(pay);

        assertTrue(Wording.of(failure(results).detail()).contains("became the leader"), results::toString);
    }

    @Test
    void afterAFailoverTheNextPassRestartsInTheOrderOfTheNewLeader() {
        cluster.lead(cluster.node("pay-3"));
        cluster.time.pass(Duration.ofSeconds(5));
        pay.dynamic(MAX_CONNECTIONS, 200L);

        assertDone(operator.apply(pay));

        assertEquals(List.of("restart pay-1", "restart pay-2", "restart pay-3"), restarts());
    }

    @Test
    void aMaintenanceModeThatBeginsMeanwhileHoldsTheRestarts() {
        pay.dynamic(MAX_CONNECTIONS, 200L);
        cluster.surprises.put(
                "restart pay-2",
                node -> cluster.config = Optional.of(
                        pay.copy().dynamic("pause", true).rendered().dynamic().plain()));

        List<StepResult> results = operator.apply(pay);

        assertEquals("done restart pay-2", ends(results).get(4));
        StepResult held = results.stream()
                .filter(result -> result.kind() == StepResult.Kind.NOT_DONE)
                .findFirst()
                .orElseThrow();
        assertEquals("restart", held.step().kind());
        assertTrue(Wording.of(held.detail()).contains("in a pause"), held::toString);
    }

    @Test
    void aStoppedReplicaIsStartedAndStreams() {
        cluster.stop("pay-3");

        List<StepResult> results = operator.apply(pay);

        assertDone(results);
        assertEquals("streams", Wording.of(results.get(0).detail()));
    }

    @Test
    void theDistributionsUnitIsDisabled() {
        cluster.node("pay-2").nativeEnabled = true;

        assertDone(operator.apply(pay));
    }

    @Test
    void olderPatronisWordForAPrimaryIsUnderstood() {
        cluster.wordForPrimary = "master";
        pay.dynamic(MAX_CONNECTIONS, 200L);

        assertDone(operator.apply(pay));
    }

    // Being told to stop.

    @Test
    void anInterruptionEndsTheStepAndThePlan() {
        pay.local(WORK_MEM, "64MB");
        Work work = operator.assess(pay);
        cluster.time.interruptIn(Duration.ofSeconds(2));

        List<StepResult> results = operator.execute(work);

        assertTrue(Thread.interrupted(), "the flag is restored");
        assertFailed(results, "reload", "interrupted");
    }

    @Test
    void anInterruptionThatNobodyNoticedStopsBeforeTheNextStep() {
        pay.local(WORK_MEM, "64MB");
        Work work = operator.assess(pay);
        cluster.surprises.put("commit pay-2", node -> Thread.currentThread().interrupt());

        List<StepResult> results = operator.execute(work);

        assertEquals("done write_config pay-2", ends(results).get(0));
        assertEquals("not_done write_config pay-3", ends(results).get(1));
        assertEquals(
                "interrupted; the next pass goes on from here",
                Wording.of(results.get(1).detail()));
        assertEquals(0, cluster.node("pay-3").writes);
    }

    @Test
    void everyStepTellsHowLongItTook() {
        Instant begin = cluster.time.now();
        pay.local("pay-2", WORK_MEM, "64MB");

        Duration all = operator.apply(pay).stream().map(StepResult::took).reduce(Duration.ZERO, Duration::plus);

        assertEquals(Duration.between(begin, cluster.time.now()), all);
    }

    private List<String> restarts() {
        return cluster.calls.stream().filter(call -> call.startsWith("restart")).toList();
    }

    @Test
    void noDetailHoldsAPassword() {
        fresh();
        for (SimulatedNode node : cluster.nodes.values()) {
            node.file =
                    Optional.of("scope: pay\npostgresql: {authentication: {replication: {password: replication-pw}}}");
        }

        String told = operator.apply(pay).toString();

        assertFalse(told.contains("replication-pw"), told);
        assertFalse(told.contains("rest-pw"), told);
    }
}
