package dev.patrol.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patrol.plan.Plan;
import dev.patrol.simulator.Killed;
import dev.patrol.simulator.Operator;
import dev.patrol.simulator.SimulatedCluster;
import dev.patrol.simulator.SimulatedNode;
import dev.patrol.testing.Wanted;
import dev.patrol.view.Wording;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The REST API moves, PostgreSQL goes on, and no pause is left behind. */
class RestMoveRunTest {
    private static final int PASSES = 3;

    /** One more than the calls by which three nodes move, so that the last kill comes too late. */
    private static final int CALLS = 12;

    private final Wanted wanted = Wanted.wanted("pay", "a-1", "b-2", "c-3").restPort(8008);
    private final SimulatedCluster cluster = SimulatedCluster.running(wanted);
    private final Operator operator = new Operator(cluster);

    private static List<Integer> starts(SimulatedCluster cluster) {
        return cluster.nodes.values().stream().map(node -> node.starts).toList();
    }

    @Test
    void everyPatroniIsRestartedOnceAndNoPostgresql() {
        List<Integer> before = starts(cluster);

        Plan left = operator.settle(wanted.restPort(8009), 1);

        assertTrue(left.isInSync(), left::toString);
        assertEquals(List.of(), cluster.injuries);
        assertEquals(before, starts(cluster));
        assertEquals(
                List.of("restartPatroni b-2", "restartPatroni c-3", "restartPatroni a-1"),
                cluster.calls.stream()
                        .filter(call -> call.startsWith("restartPatroni"))
                        .toList());
        assertFalse(cluster.config.orElseThrow().containsKey("pause"));
        assertFalse(cluster.config.orElseThrow().containsKey("patrol_pause"));
        assertEquals(
                CALLS - 1,
                cluster.calls.stream()
                        .filter(call -> !call.startsWith("checkRest"))
                        .count());
        assertTrue(cluster.nodes.values().stream().allMatch(node -> node.reloads == 0));
    }

    @Test
    void aPortThatIsTakenChangesNothing() {
        cluster.restComplaints = List.of("port 8009: Address already in use");

        operator.settle(wanted.restPort(8009), 1);

        assertTrue(cluster.calls.stream().allMatch(call -> call.startsWith("checkRest")), cluster.calls::toString);
    }

    @Test
    void aReplicaThatFallsBehindBeforeThePauseEndsThePlan() {
        cluster.surprises.put("checkRest c-3", node -> cluster.node("b-2").lag = 1L << 30);

        operator.apply(wanted.restPort(8009));

        assertFalse(cluster.config.orElseThrow().containsKey("pause"));
        assertTrue(cluster.calls.stream().noneMatch(call -> call.startsWith("patchConfig")), cluster.calls::toString);
    }

    @Test
    void aReloadIsNotDoneWhereACertificateWentBadMeanwhile() {
        operator.settle(wanted.local("restapi.certfile", "/etc/patroni/rest.crt"), PASSES);
        cluster.restComplaints = List.of("certificate /etc/patroni/rest.crt: no start line");

        List<StepResult> results = operator.apply(wanted.local("postgresql.parameters.work_mem", "8MB"));

        StepResult last = results.stream()
                .filter(result -> result.kind() == StepResult.Kind.FAILED)
                .findFirst()
                .orElseThrow();
        assertEquals(
                "not reloaded, since Patroni would lose its REST API: certificate /etc/patroni/rest.crt: no start line;"
                        + " correct that on the node",
                Wording.of(last.detail()));
        assertTrue(cluster.nodes.values().stream().allMatch(node -> node.reloads == 0));

        cluster.restComplaints = List.of();
        assertTrue(operator.settle(wanted, PASSES).isInSync());
    }

    @Test
    void aReloadIsNotDoneOnANodeThatCannotBeSeen() {
        cluster.surprises.put("commit c-3", node -> cluster.node("b-2").reachable = false);

        operator.apply(wanted.local("postgresql.parameters.work_mem", "8MB"));

        assertEquals(0, cluster.node("b-2").reloads);
        assertTrue(cluster.calls.stream().noneMatch(call -> call.startsWith("reload")), cluster.calls::toString);
    }

    @Test
    void killedBeforeOrAfterAnyCallTheNextPassFinishesAndEndsThePause() {
        for (int call = 1; call <= CALLS; call++) {
            killedIn(call, false);
            killedIn(call, true);
        }
    }

    private static void killedIn(int call, boolean afterEffect) {
        Wanted wanted = Wanted.wanted("pay", "a-1", "b-2", "c-3").restPort(8008);
        SimulatedCluster cluster = SimulatedCluster.running(wanted);
        Operator operator = new Operator(cluster);
        List<Integer> before = starts(cluster);
        cluster.dieInCall(call, afterEffect);
        try {
            operator.apply(wanted.restPort(8009));
        } catch (Killed e) {
            cluster.calls.add("killed");
        }

        Plan left = operator.settle(wanted, PASSES);

        String story = "killed in call " + call + ": " + left + " " + cluster.calls;
        assertTrue(left.isInSync(), story);
        assertEquals(List.of(), cluster.injuries, story);
        assertEquals(before, starts(cluster), story);
        assertFalse(cluster.config.orElseThrow().containsKey("pause"), story);
        for (SimulatedNode node : cluster.nodes.values()) {
            assertEquals(0, node.reloads, story);
        }
    }

    @Test
    void aPauseThatSomebodyEndsMeanwhileStopsTheRestart() {
        cluster.surprises.put("commit b-2", node -> cluster.config.orElseThrow().remove("pause"));

        operator.apply(wanted.restPort(8009));

        assertEquals(List.of(), cluster.injuries);
        assertTrue(operator.settle(wanted, PASSES).isInSync());
    }
}
