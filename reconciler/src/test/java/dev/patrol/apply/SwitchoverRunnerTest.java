package dev.patrol.apply;

import static dev.patrol.testing.Wanted.wanted;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patrol.calendar.CronText;
import dev.patrol.calendar.Window;
import dev.patrol.calendar.Windows;
import dev.patrol.definition.MaintenancePolicy;
import dev.patrol.definition.Policy;
import dev.patrol.definition.RestartPolicy;
import dev.patrol.definition.RestartPolicy.Replicas;
import dev.patrol.simulator.Operator;
import dev.patrol.simulator.SimulatedCluster;
import dev.patrol.simulator.SimulatedNode;
import dev.patrol.testing.Wanted;
import dev.patrol.view.Wording;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A leader that hands over, and restarts that begin inside their window. */
class SwitchoverRunnerTest {
    private static final String MAX_CONNECTIONS = "postgresql.parameters.max_connections";

    private static final Windows FIRST_MINUTE = new Windows(
            ZoneOffset.UTC, List.of(new Window(CronText.parse("0 0 1 1 *"), Duration.ofMinutes(1))), List.of());

    private final Wanted pay = wanted("pay", "pay-1", "pay-2", "pay-3").policy(policy(Windows.ALWAYS));
    private SimulatedCluster cluster;
    private Operator operator;

    private static Policy policy(Windows windows) {
        return policy(Replicas.WINDOW, windows);
    }

    private static Policy policy(Replicas replicas, Windows windows) {
        return new Policy(
                false,
                Policy.DEFAULT.drift(),
                new RestartPolicy(RestartPolicy.Leader.SWITCHOVER, replicas, OptionalLong.empty()),
                new MaintenancePolicy(windows),
                List.of());
    }

    @BeforeEach
    void aChangeThatTakesARestart() {
        cluster = SimulatedCluster.running(pay);
        operator = new Operator(cluster);
        pay.dynamic(MAX_CONNECTIONS, 200L);
    }

    private List<String> disruptions() {
        return cluster.calls.stream()
                .filter(call -> call.startsWith("restart") || call.startsWith("switchover"))
                .toList();
    }

    private static StepResult last(List<StepResult> results) {
        return results.get(results.size() - 1);
    }

    private void assertFailed(List<StepResult> results, String words) {
        assertEquals(StepResult.Kind.FAILED, last(results).kind());
        assertTrue(
                Wording.of(last(results).detail()).contains(words),
                Wording.of(last(results).detail()));
    }

    @Test
    void aMemberThatHasRestartedTakesOverAndTheOldLeaderComesBackAsItsReplica() {
        List<StepResult> results = operator.apply(pay);

        assertEquals("'pay-2' leads", Wording.of(last(results).detail()));
        assertEquals(List.of("restart pay-2", "restart pay-3", "switchover pay-1"), disruptions());
        assertTrue(operator.plan(pay).isInSync(), () -> operator.plan(pay).toString());
        assertEquals(List.of(), cluster.injuries);
        assertTrue(cluster.nodes.values().stream().allMatch(node -> node.restarts == 1));
    }

    @Test
    void theLeaderGetsACheckpointFirst() {
        operator.apply(pay);

        assertEquals("checkpoint pay-1", cluster.calls.get(cluster.calls.indexOf("switchover pay-1") - 1));
    }

    @Test
    void aCheckpointThatFailsIsToldAndStopsNothing() {
        cluster.surprises.put("checkpoint pay-1", node -> cluster.rejects = true);

        assertEquals(
                "'pay-2' leads (without a checkpoint first: the server said no)",
                Wording.of(last(operator.apply(pay)).detail()));
    }

    @Test
    void aMemberThatFallsBehindIsPassedOver() {
        cluster.surprises.put("checkpoint pay-1", node -> {
            cluster.node("pay-2").lag = 10_000_000;
            cluster.time.in(Duration.ofMinutes(1), () -> cluster.node("pay-2").lag = 0);
        });

        assertEquals("'pay-3' leads", Wording.of(last(operator.apply(pay)).detail()));
    }

    @Test
    void whatPatroniRefusesFailsWithItsWords() {
        cluster.surprises.put("switchover pay-1", node -> cluster.rejects = true);

        assertFailed(operator.apply(pay), "'pay-1' still leads; the server said no");
        assertEquals("pay-1", cluster.leader().orElseThrow().name);
    }

    @Test
    void anAnswerThatIsAYesProvesNothing() {
        cluster.ignored.add("switchover");

        assertFailed(operator.apply(pay), "'pay-1' still leads");
    }

    @Test
    void aSwitchoverWhoseAnswerIsLostCountsByWhatIsSeen() {
        cluster.surprises.put("switchover pay-1", node -> cluster.losesAnswer = true);

        assertEquals("'pay-2' leads", Wording.of(last(operator.apply(pay)).detail()));
    }

    @Test
    void anotherMemberThatTakesOverInsteadEndsThePlan() {
        cluster.ignored.add("switchover");
        cluster.surprises.put("switchover pay-1", node -> cluster.lead(cluster.node("pay-3")));

        assertFailed(operator.apply(pay), "'pay-3' took over instead of 'pay-2'; the next pass plans again");
    }

    @Test
    void aLeaderThatNoLongerWaitsForARestartStays() {
        cluster.surprises.put(
                "restart pay-3",
                node -> cluster.time.in(Duration.ofSeconds(4), () -> {
                    SimulatedNode leader = cluster.node("pay-1");
                    leader.running.put("max_connections", "200");
                    leader.pending = false;
                }));

        assertEquals(StepResult.Kind.NOT_NEEDED, last(operator.apply(pay)).kind());
        assertEquals(List.of(), cluster.switchovers);
    }

    @Test
    void afterAWindowHasClosedNoRestartBegins() {
        pay.policy(policy(FIRST_MINUTE));
        cluster.surprises.put("restart pay-2", node -> cluster.time.pass(Duration.ofMinutes(1)));

        List<StepResult> results = operator.apply(pay);

        assertEquals(List.of("restart pay-2"), disruptions());
        StepResult waits = results.get(results.size() - 2);
        assertEquals(StepResult.Kind.NOT_DONE, waits.kind());
        assertEquals(
                "restarts wait for the maintenance window, which opens Fri 2027-01-01 00:00 UTC",
                Wording.of(waits.detail()));
        assertEquals("an earlier step was not done", Wording.of(last(results).detail()));
    }

    @Test
    void afterAWindowHasClosedTheLeaderStaysWhereReplicasMayGoAtAnyTime() {
        pay.policy(policy(Replicas.ANY_TIME, FIRST_MINUTE));
        cluster.surprises.put("restart pay-2", node -> cluster.time.pass(Duration.ofMinutes(1)));

        StepResult last = last(operator.apply(pay));

        assertEquals(List.of("restart pay-2", "restart pay-3"), disruptions());
        assertEquals(StepResult.Kind.NOT_DONE, last.kind());
        assertEquals(
                "the leader waits for its maintenance window, which opens Fri 2027-01-01 00:00 UTC",
                Wording.of(last.detail()));
    }
}
