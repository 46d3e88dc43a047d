package dev.patrol.reconcile;

import static dev.patrol.testing.Wanted.wanted;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.patrol.apply.Work;
import dev.patrol.definition.DriftPolicy;
import dev.patrol.definition.NodeName;
import dev.patrol.definition.Policy;
import dev.patrol.simulator.Operator;
import dev.patrol.simulator.SimulatedCluster;
import dev.patrol.status.Outcome;
import dev.patrol.testing.Trees;
import dev.patrol.testing.Wanted;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Rollouts that one pass does not finish: by an accident, because the run is limited, or because they help nothing. */
class InterruptedRolloutTest {
    private static final String GROWS = "postgresql.parameters.max_connections";
    private static final String SHRINKS = "postgresql.parameters.max_worker_processes";

    private final Wanted pay = wanted("pay", "pay-1", "pay-2", "pay-3");
    private final SimulatedCluster cluster = SimulatedCluster.running(pay);
    private final Operator operator = new Operator(cluster);
    private final Reconciler reconciler = new Reconciler(
            (definition, nodes) -> new Assessment(definition.name(), Optional.of(work(nodes)), List.of()),
            (work, listener) -> operator.execute(work));
    private IneffectiveRestarts ineffective = IneffectiveRestarts.NONE;

    private Work work(Set<NodeName> nodes) {
        Work work = operator.assess(pay);
        return nodes.isEmpty()
                ? work
                : new Work(
                        work.cluster(), work.wanted(), work.seen(), work.plan().limitedTo(nodes));
    }

    private Outcome.Kind pass(String... nodes) {
        Set<NodeName> limit = Arrays.stream(nodes).map(NodeName::new).collect(Collectors.toSet());
        Reconciler.Result result = reconciler.reconcile(pay.definition(), limit, ineffective, new PassEvents() {});
        ineffective = result.ineffective();
        cluster.time.pass(Duration.ofSeconds(60));
        return OutcomeRule.ofApply(result.results(), result.last().orElseThrow())
                .kind();
    }

    @Test
    void oneLostAnswerBetweenTheRoundsIsMadeUpForByTheNextPass() {
        pay.dynamic(GROWS, 200L).dynamic(SHRINKS, 4L);
        cluster.surprises.put("checkpoint pay-1", node -> cluster.losesAnswer = true);

        pass();

        assertEquals(Outcome.Kind.CHANGED, pass());
        assertEquals(Outcome.Kind.IN_SYNC, pass());
        assertEquals(List.of(), cluster.injuries);
    }

    @Test
    void aReplicaThatFallsBehindMeanwhileIsWaitedForByTheNextPass() {
        pay.dynamic(GROWS, 200L);
        cluster.surprises.put("restart pay-3", node -> cluster.node("pay-2").lag = 1L << 30);

        assertEquals(Outcome.Kind.WAITING, pass());
        assertEquals(List.of(1, 1, 0), restarts("pay-2", "pay-3", "pay-1"));

        cluster.node("pay-2").lag = 0;
        assertEquals(Outcome.Kind.CHANGED, pass());
        assertEquals(List.of(1, 1, 1), restarts("pay-2", "pay-3", "pay-1"));
    }

    private List<Integer> restarts(String... nodes) {
        return Arrays.stream(nodes).map(node -> cluster.node(node).restarts).toList();
    }

    @Test
    void aRunThatIsLimitedToTheLeaderDoesNotRestartItBeforeItsReplicas() {
        pay.dynamic(GROWS, 200L);

        assertEquals(Outcome.Kind.WAITING, pass("pay-1"));

        assertEquals(List.of(), cluster.injuries);
        assertEquals(0, cluster.node("pay-1").restarts);
        assertEquals(Outcome.Kind.CHANGED, pass());
    }

    @Test
    void aRunThatIsLimitedToAReplicaDoesNotRestartItBeforeItsLeader() {
        pay.dynamic(GROWS, 50L);
        cluster.config = Optional.of(Trees.copy(pay.rendered().dynamic()));
        cluster.nodes.values().forEach(cluster::turn);
        cluster.time.pass(Duration.ofSeconds(2));

        pass("pay-2");

        assertEquals(0, cluster.node("pay-2").restarts);
        assertEquals(Outcome.Kind.CHANGED, pass());
    }

    @Test
    void anIneffectiveRestartIsNotRepeatedForADifferenceThatIsOnlyObserved() {
        pay.policy(new Policy(
                false,
                new DriftPolicy(
                        DriftPolicy.Mode.ENFORCE,
                        DriftPolicy.Mode.OBSERVE,
                        DriftPolicy.Mode.ENFORCE,
                        DriftPolicy.Mode.ENFORCE,
                        List.of()),
                Policy.DEFAULT.restarts(),
                Policy.DEFAULT.maintenance(),
                List.of()));
        Map<String, Object> dynamic = Trees.copy(cluster.config.orElseThrow());
        Trees.set(dynamic, "postgresql.parameters.wal_level", "logical");
        cluster.config = Optional.of(dynamic);
        cluster.nodes.values().forEach(node -> node.running.put("wal_level", "logical"));
        cluster.node("pay-2").pending = true;

        for (int count = 0; count < 3; count++) {
            cluster.surprises.put(
                    "restart pay-2", node -> cluster.time.in(Duration.ofSeconds(4), () -> node.pending = true));
            pass();
        }

        assertEquals(1, cluster.node("pay-2").restarts);
    }
}
