package dev.patrol.apply;

import static dev.patrol.testing.Wanted.wanted;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patrol.plan.Step;
import dev.patrol.simulator.Operator;
import dev.patrol.simulator.SimulatedCluster;
import dev.patrol.simulator.SimulatedNode;
import dev.patrol.testing.Trees;
import dev.patrol.testing.Wanted;
import dev.patrol.view.Wording;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How long a step waits: until what it waits for is seen, and no longer; where it does not show, until the limit, and then
 * the step ends as it always did. {@code loop_wait} is 10 s, and the operator looks every 2 s.
 */
class WaitsTest {
    private static final String MAX_CONNECTIONS = "postgresql.parameters.max_connections";
    private static final String WORK_MEM = "postgresql.parameters.work_mem";
    private static final Duration ONE_LOOK = Operator.LIMITS.poll();
    private static final Duration LIMIT = Duration.ofSeconds(13);

    private final Wanted pay = wanted("pay", "pay-1", "pay-2", "pay-3");
    private final SimulatedCluster cluster = SimulatedCluster.running(pay);
    private final Operator operator = new Operator(cluster);

    private StepResult only(String kind) {
        List<StepResult> found = operator.apply(pay).stream()
                .filter(result -> result.step().kind().equals(kind))
                .toList();
        assertFalse(found.isEmpty(), kind);
        assertEquals(StepResult.Kind.DONE, found.get(0).kind(), found::toString);
        return found.get(0);
    }

    private void assertTakes(Duration least, Duration most, StepResult result) {
        assertTrue(result.took().compareTo(least) >= 0, result::toString);
        assertTrue(result.took().compareTo(most) <= 0, result::toString);
    }

    private void assertReachesItsLimit(String but, StepResult result) {
        assertTakes(LIMIT, LIMIT.plus(ONE_LOOK), result);
        assertEquals("changed in the DCS, but " + but, Wording.of(result.detail()));
    }

    private void assertEndsByWhatIsSeen(StepResult result) {
        assertTakes(Duration.ofMillis(1), ONE_LOOK, result);
        assertEquals("changed in the DCS", Wording.of(result.detail()));
    }

    private void somebodySets(String path, Object value) {
        Map<String, Object> changed = Trees.copy(cluster.config.orElseThrow());
        Trees.set(changed, path, value);
        cluster.config = Optional.of(changed);
    }

    private void somebodyPatches(String path, Object value) {
        somebodySets(path, value);
        cluster.nodes.values().forEach(cluster::turn);
        cluster.time.pass(Duration.ofSeconds(2));
    }

    @Test
    void aClockThatIsSetBackLengthensNoWait() {
        pay.dynamic("postgresql.parameters.wal_compression", "on");
        cluster.surprises.put("patchConfig pay-1", node -> {
            cluster.node("pay-2").restSilent = true;
            cluster.time.in(Duration.ofSeconds(5), () -> cluster.time.setClockBack(Duration.ofHours(1)));
        });

        assertReachesItsLimit("Patroni on 'pay-2' does not answer (connection refused)", only("change_dynamic"));
    }

    // Changes of the dynamic configuration.

    @ParameterizedTest
    @ValueSource(strings = {"primary", "master"})
    void aParameterThatAReloadChangesIsWaitedForOnEveryServer(String word) {
        cluster.wordForPrimary = word;
        pay.dynamic("postgresql.parameters.wal_compression", "on");

        assertEndsByWhatIsSeen(only("change_dynamic"));

        cluster.nodes.values().forEach(node -> assertEquals(1, node.files.reads, node.name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"primary", "master"})
    void thatARestartIsPendingIsKnownWhenTheStepEnds(String word) {
        cluster.wordForPrimary = word;
        pay.dynamic(MAX_CONNECTIONS, 200L);
        cluster.surprises.put(
                "checkpoint pay-1", leader -> assertTrue(leader.pending && cluster.node("pay-2").restarts == 1));

        assertEndsByWhatIsSeen(only("change_dynamic"));

        assertTrue(cluster.nodes.values().stream().allMatch(node -> node.restarts == 1));
        assertEquals(List.of(), cluster.injuries);
    }

    /** Patroni 3.0 then neither writes the files nor reloads the server; later versions do. */
    @ParameterizedTest
    @ValueSource(strings = {"primary", "master"})
    void aValueThatIsSetBackInTimeRestartsNothing(String word) {
        cluster.wordForPrimary = word;
        somebodyPatches(MAX_CONNECTIONS, 300L);
        assertTrue(cluster.node("pay-3").pending);

        assertEndsByWhatIsSeen(only("change_dynamic"));

        assertTrue(cluster.nodes.values().stream().noneMatch(node -> node.pending));
        assertEquals(
                word.equals("master") ? 1 : 2, cluster.node("pay-3").files.reads, "the change of somebody was one");
        assertTrue(cluster.nodes.values().stream().allMatch(node -> node.restarts == 0));
    }

    @Test
    void keysOfPatronisOwnReachNoServer() {
        pay.dynamic("ttl", 60L).dynamic("synchronous_node_count", 2L).dynamic("slots.tool.type", "physical");

        assertEndsByWhatIsSeen(only("change_dynamic"));

        cluster.nodes.values().forEach(node -> assertEquals(0, node.files.reads, node.name));
    }

    @Test
    void aValueThatIsTheSameToPostgresqlReachesNoServer() {
        somebodyPatches("postgresql.parameters.maintenance_work_mem", "65536kB");
        pay.dynamic("postgresql.parameters.maintenance_work_mem", "64MB").dynamic("ttl", 60L);
        int reads = cluster.node("pay-2").files.reads;

        assertEndsByWhatIsSeen(only("change_dynamic"));

        assertEquals(reads, cluster.node("pay-2").files.reads);
    }

    /** Its file has a value of its own, which beats the one in the DCS. */
    @Test
    void aMemberInWhichNothingChangesIsNotWaitedForInVain() {
        pay.local("pay-3", "postgresql.parameters.wal_compression", "off")
                .dynamic("postgresql.parameters.wal_compression", "on");
        operator.settle(pay, 1);
        pay.dynamic("postgresql.parameters.wal_compression", "lz4");
        int before = cluster.node("pay-3").files.reads;

        assertEndsByWhatIsSeen(only("change_dynamic"));

        assertEquals(before, cluster.node("pay-3").files.reads);
    }

    @Test
    void aReloadThatSomethingElseBringsAboutIsNotTakenForThisOne() {
        cluster.node("pay-2").hangs = true;
        cluster.surprises.put(
                "patchConfig pay-1", node -> cluster.time.in(Duration.ofSeconds(1), cluster.node("pay-2")::readFiles));
        pay.dynamic("postgresql.parameters.wal_compression", "on");

        assertReachesItsLimit("Patroni on 'pay-2' has not applied it yet", only("change_dynamic"));
    }

    @Test
    void aPatroniThatIsLateIsWaitedFor() {
        SimulatedNode late = cluster.node("pay-2");
        late.hangs = true;
        cluster.time.in(Duration.ofSeconds(6), () -> {
            late.hangs = false;
            cluster.turn(late);
        });
        pay.dynamic("postgresql.parameters.wal_compression", "on");

        StepResult change = only("change_dynamic");

        assertTakes(Duration.ofSeconds(7), Duration.ofSeconds(7).plus(ONE_LOOK), change);
        assertEquals("changed in the DCS", Wording.of(change.detail()));
    }

    @Test
    void aServerThatHasNotReadItsFilesIsWaitedFor() {
        cluster.node("pay-3").files.isDeaf = true;
        pay.dynamic("postgresql.parameters.wal_compression", "on");

        assertReachesItsLimit("the server on 'pay-3' has not read its files yet", only("change_dynamic"));
    }

    @Test
    void aNodeThatCannotBeSeenAnyMoreIsWaitedFor() {
        cluster.surprises.put("patchConfig pay-1", node -> cluster.node("pay-2").reachable = false);
        pay.dynamic("ttl", 60L);

        assertReachesItsLimit("node 'pay-2' cannot be seen", only("change_dynamic"));
    }

    @Test
    void aPatroniThatDoesNotAnswerIsNotSaidToBeLate() {
        cluster.surprises.put("patchConfig pay-1", node -> cluster.node("pay-2").restSilent = true);
        pay.dynamic("ttl", 60L);

        assertReachesItsLimit("Patroni on 'pay-2' does not answer (connection refused)", only("change_dynamic"));
    }

    @Test
    void aMemberThatDoesNotRunIsNotWaitedFor() {
        cluster.stop("pay-3");
        pay.dynamic("ttl", 60L);

        assertEndsByWhatIsSeen(only("change_dynamic"));
    }

    /** The key has the wanted value in what the member has applied, which is still what was before both changes. */
    @Test
    void aKeyThatSomebodySetMeanwhileAndThisChangeSetsBackIsWaitedForAsAWhole() {
        pay.dynamic("postgresql.parameters.wal_compression", "on");
        cluster.surprises.put("patchConfig pay-1", node -> somebodySets("ttl", 77L));
        List<StepResult> first = operator.apply(pay);
        assertEquals(StepResult.Kind.NOT_DONE, first.get(first.size() - 1).kind(), first::toString);

        assertEndsByWhatIsSeen(only("change_dynamic"));

        cluster.nodes.values().forEach(node -> assertEquals(1, node.files.reads, node.name));
    }

    /** Since Patroni 3.2, and the DCS stays as it is. */
    @Test
    void timesThatPatroniAdjustsAreNotWaitedFor() {
        somebodyPatches("retry_timeout", 20L);
        pay.dynamic("retry_timeout", 20L).dynamic("postgresql.parameters.wal_compression", "on");
        cluster.nodes.values().forEach(node -> node.hangs = true);
        cluster.surprises.put(
                "patchConfig pay-1",
                any -> cluster.time.in(
                        ONE_LOOK, () -> cluster.nodes.values().forEach(node -> node.applied = adjusted())));

        StepResult change = only("change_dynamic");

        assertTakes(ONE_LOOK, ONE_LOOK.multipliedBy(2), change);
        assertEquals("changed in the DCS", Wording.of(change.detail()));
    }

    @Test
    void timesThatPatroniShowsAdjustedForALoopAreNoChangeBySomebodyElse() {
        somebodyPatches("retry_timeout", 20L);
        pay.dynamic("retry_timeout", 20L).dynamic("postgresql.parameters.wal_compression", "on");
        Optional<Map<String, Object>> inTheDcs = cluster.config;
        cluster.surprises.put("stage pay-1", any -> cluster.config = adjusted());
        cluster.surprises.put("patchConfig pay-1", any -> cluster.config = inTheDcs);

        assertEndsByWhatIsSeen(only("change_dynamic"));
    }

    private Optional<Map<String, Object>> adjusted() {
        Map<String, Object> adjusted = Trees.copy(cluster.config.orElseThrow());
        adjusted.putAll(Map.of("loop_wait", 1L, "retry_timeout", 14L));
        return Optional.of(adjusted);
    }

    // Reloads of Patroni's file.

    @ParameterizedTest
    @ValueSource(strings = {"primary", "master"})
    void aReloadEndsWhenTheServerHasReadItsFiles(String word) {
        cluster.wordForPrimary = word;
        pay.local("pay-2", WORK_MEM, "64MB");

        assertTakes(Duration.ofSeconds(7), Duration.ofSeconds(7).plus(ONE_LOOK), only("reload"));

        assertEquals(1, cluster.node("pay-2").files.reads);
    }

    @Test
    void aFlagThatTheReloadTakesBackIsNoReasonToRestart() {
        SimulatedNode node = cluster.node("pay-2");
        node.pending = true;
        pay.local("pay-2", WORK_MEM, "64MB");

        List<StepResult> results = operator.apply(pay);

        assertEquals(0, node.restarts, results::toString);
        assertTrue(operator.plan(pay).isInSync());
    }

    /** Since Patroni 4.0.6 no new tag is written for it, so the tag is there before the reload. */
    @Test
    void filesThatAreWrittenAnewAreWaitedForAlthoughTheTagTellsNothing() {
        cluster.node("pay-2").files.edited.put("log_statement", "all");

        assertTakes(Duration.ofSeconds(7), Duration.ofSeconds(8).plus(ONE_LOOK), only("renew_files"));

        assertEquals(Map.of(), cluster.node("pay-2").files.edited);
    }

    @Test
    void aServerThatStaysDeafDoesNotMakeTheReloadFail() {
        cluster.node("pay-2").files.isDeaf = true;
        pay.local("pay-2", WORK_MEM, "64MB");

        StepResult reload = only("reload");

        assertTakes(LIMIT, LIMIT.plus(Duration.ofSeconds(9)), reload);
        assertEquals(
                "Patroni has read its file, but the server on 'pay-2' has not read its files yet",
                Wording.of(reload.detail()));
    }

    /** The tag was there before, so a deaf server is all the evidence, and a restart must not follow on none. */
    @Test
    void aReloadOfWhichNothingShowsHasFailed() {
        cluster.node("pay-2").files.edited.put("log_statement", "all");
        cluster.ignored.add("reload");
        pay.dynamic(MAX_CONNECTIONS, 200L);

        List<StepResult> results = operator.apply(pay);

        StepResult renewed = results.stream()
                .filter(result -> result.step().kind().equals("renew_files"))
                .findFirst()
                .orElseThrow();
        assertEquals(StepResult.Kind.FAILED, renewed.kind(), renewed::toString);
        assertEquals(
                "the server on 'pay-2' has not read its files yet after 14 s; see 'journalctl -u patroni' on the node",
                Wording.of(renewed.detail()));
        assertEquals(14, renewed.took().toSeconds());
        assertTrue(cluster.nodes.values().stream().allMatch(node -> node.restarts == 0), results::toString);
    }

    @Test
    void aReloadThatFailsLateSaysHowLongItHasWaited() {
        SimulatedNode node = cluster.node("pay-2");
        node.files.isDeaf = true;
        cluster.surprises.put(
                "reload pay-2", any -> cluster.time.in(Duration.ofSeconds(9), () -> node.restSilent = true));
        pay.local("pay-2", WORK_MEM, "64MB");

        StepResult reload = operator.apply(pay).stream()
                .filter(result -> result.step().kind().equals("reload"))
                .findFirst()
                .orElseThrow();

        assertEquals(
                "Patroni on 'pay-2' does not answer after " + reload.took().toSeconds()
                        + " s; see 'journalctl -u patroni' on the node",
                Wording.of(reload.detail()));
        assertTakes(
                Duration.ofSeconds(7 + 13 + 23),
                Duration.ofSeconds(7 + 13 + 23).plus(ONE_LOOK.multipliedBy(3)),
                reload);
    }

    @Test
    void reloadsAreAskedForTogetherAndTakeOneLoop() {
        pay.local("postgresql.parameters.work_mem", "64MB");
        Instant begin = cluster.time.now();

        List<StepResult> reloads = operator.apply(pay).stream()
                .filter(result -> result.step() instanceof Step.Reload)
                .toList();

        Duration took = Duration.between(begin, cluster.time.now());
        assertEquals(3, reloads.size());
        reloads.forEach(result -> assertEquals("Patroni has read its file", Wording.of(result.detail())));
        reloads.forEach(result -> assertTakes(SimulatedCluster.LOOP, took, result));
        assertTrue(took.compareTo(SimulatedCluster.LOOP) >= 0, took::toString);
        assertTrue(took.compareTo(SimulatedCluster.LOOP.plus(ONE_LOOK.multipliedBy(3))) <= 0, took::toString);
    }

    @Test
    void oneReloadThatFailsKeepsNoneOfTheOthersFromBeingJudged() {
        pay.local("postgresql.parameters.work_mem", "64MB");
        SimulatedNode silent = cluster.node("pay-2");
        cluster.surprises.put(
                "reload pay-2", any -> cluster.time.in(Duration.ofSeconds(1), () -> silent.restSilent = true));

        List<StepResult> reloads = operator.apply(pay).stream()
                .filter(result -> result.step() instanceof Step.Reload)
                .toList();

        assertEquals(
                List.of(StepResult.Kind.DONE, StepResult.Kind.DONE, StepResult.Kind.FAILED),
                reloads.stream().map(StepResult::kind).sorted().toList());
    }
}
