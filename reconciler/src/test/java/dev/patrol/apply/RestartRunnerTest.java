package dev.patrol.apply;

import static dev.patrol.testing.Wanted.wanted;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.patrol.simulator.Operator;
import dev.patrol.simulator.SimulatedCluster;
import dev.patrol.testing.Wanted;
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

        assertEquals(StepResult.Kind.DONE, restart.kind(), restart::detail);
        assertEquals(1, cluster.node("solo-1").restarts);
    }

    @Test
    void oneWhoseAnswerIsLostAndThatIsNotSeenHasFailed() {
        cluster.ignored.add("restart");
        cluster.surprises.put("restart solo-1", node -> cluster.losesAnswer = true);

        StepResult restart = restart();

        assertEquals(StepResult.Kind.FAILED, restart.kind());
        assertEquals("PostgreSQL on 'solo-1' was not restarted; no answer from 'solo-1'", restart.detail());
    }
}
