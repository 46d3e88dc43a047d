package dev.patrol.apply;

import static dev.patrol.testing.Wanted.wanted;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patrol.simulator.Operator;
import dev.patrol.simulator.SimulatedCluster;
import dev.patrol.testing.Wanted;
import dev.patrol.view.Wording;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A restart counts by what is seen afterwards. */
class RestartRunnerTest {
    private final Wanted solo = wanted("solo", "solo-1");
    private final SimulatedCluster cluster = SimulatedCluster.running(solo);

    private StepResult restart() {
        solo.dynamic("postgresql.parameters.max_connections", 200L);
        List<StepResult> results = new Operator(cluster).apply(solo);
        return results.get(2);
    }

    @Test
    void oneWhoseAnswerIsLostIsDoneWhereItIsSeen() {
        cluster.surprises.put("restart solo-1", node -> cluster.losesAnswer = true);

        StepResult restart = restart();

        assertEquals(StepResult.Kind.DONE, restart.kind(), restart::toString);
        assertEquals(1, cluster.node("solo-1").restarts);
    }

    /** As with any loop_wait of more than a moment: patronictl chooses members by their keys. */
    @Test
    void aMemberWhoseKeyDoesNotSayYetThatARestartIsPendingIsWaitedFor() {
        Wanted pay = wanted("pay", "pay-1", "pay-2");
        SimulatedCluster pair = SimulatedCluster.running(pay);
        pair.pendingKeysFrom = pair.time.now().plusSeconds(10);
        pay.dynamic("postgresql.parameters.max_connections", 200L);

        List<StepResult> results = new Operator(pair).apply(pay);

        assertTrue(results.stream().allMatch(result -> result.kind() == StepResult.Kind.DONE), results::toString);
        assertEquals(1, pair.node("pay-1").restarts);
        assertEquals(1, pair.node("pay-2").restarts);
    }

    // Every member was fit when the step began; a checkpoint takes its time.
    @Test
    void aReplicaThatFallsBehindDuringTheCheckpointSparesTheLeader() {
        Wanted pay = wanted("pay", "pay-1", "pay-2");
        SimulatedCluster pair = SimulatedCluster.running(pay);
        pair.surprises.put("checkpoint pay-1", node -> pair.node("pay-2").lag = 100_000_000);
        pay.dynamic("postgresql.parameters.max_connections", 200L);

        List<StepResult> results = new Operator(pair).apply(pay);

        StepResult last = results.get(results.size() - 1);
        assertEquals(StepResult.Kind.NOT_DONE, last.kind());
        assertTrue(Wording.of(last.detail()).startsWith("replica 'pay-2' is 95.4 MB behind"), last::toString);
        assertEquals(0, pair.node("pay-1").restarts);
    }

    @Test
    void oneWhoseAnswerIsLostAndThatIsNotSeenHasFailed() {
        cluster.ignored.add("restart");
        cluster.surprises.put("restart solo-1", node -> cluster.losesAnswer = true);

        StepResult restart = restart();

        assertEquals(StepResult.Kind.FAILED, restart.kind());
        assertEquals("PostgreSQL on 'solo-1' was not restarted; no answer from 'solo-1'", Wording.of(restart.detail()));
    }
}
