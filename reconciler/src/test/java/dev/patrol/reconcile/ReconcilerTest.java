package dev.patrol.reconcile;

import static dev.patrol.testing.Wanted.wanted;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patrol.apply.StepResult;
import dev.patrol.apply.Work;
import dev.patrol.definition.NodeName;
import dev.patrol.definition.Revision;
import dev.patrol.problem.Location;
import dev.patrol.problem.Problem;
import dev.patrol.remote.ValidationReport;
import dev.patrol.simulator.Operator;
import dev.patrol.simulator.SimulatedCluster;
import dev.patrol.simulator.SimulatedNode;
import dev.patrol.status.ClusterStatus;
import dev.patrol.status.NodeStatus;
import dev.patrol.status.Outcome;
import dev.patrol.testing.Trees;
import dev.patrol.testing.Wanted;
import dev.patrol.view.Wording;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReconcilerTest {
    private static final String MAX_CONNECTIONS = "postgresql.parameters.max_connections";
    private static final String WORK_MEM = "postgresql.parameters.work_mem";

    private final Wanted pay = wanted("pay", "pay-1", "pay-2", "pay-3");
    private final SimulatedCluster cluster = SimulatedCluster.running(pay);
    private final Operator operator = new Operator(cluster);
    private int looks;
    private IneffectiveRestarts ineffective = IneffectiveRestarts.NONE;
    private final Reconciler reconciler = new Reconciler(
            (definition, nodes) -> {
                looks++;
                var work = operator.assess(pay);
                var plan = nodes.isEmpty() ? work.plan() : work.plan().limitedTo(nodes);
                return new Assessment(
                        definition.name(),
                        Optional.of(new Work(work.cluster(), work.wanted(), work.seen(), plan)),
                        List.of());
            },
            (work, listener) -> operator.execute(work));

    @AfterEach
    void takeTheInterruptionBack() {
        Thread.interrupted();
    }

    private Reconciler.Result reconcile() {
        Reconciler.Result result = reconciler.reconcile(pay.definition(), Set.of(), ineffective, new PassEvents() {});
        ineffective = asTheNextProcessReadsIt(result);
        return result;
    }

    private static IneffectiveRestarts asTheNextProcessReadsIt(Reconciler.Result result) {
        Revision revision = new Revision("abc123");
        return IneffectiveRestarts.of(Optional.of(ClusterStatus.after(
                        result.assessment().cluster(),
                        new ClusterStatus.Pass(outcome(result), revision, Instant.EPOCH),
                        NodeStatuses.of(result),
                        Optional.empty())
                .withIneffectiveRestarts(result.ineffective().marks())));
    }

    private static Outcome outcome(Reconciler.Result result) {
        return OutcomeRule.ofApply(result.results(), result.last().orElseThrow());
    }

    private int restarts() {
        return cluster.nodes.values().stream().mapToInt(node -> node.restarts).sum();
    }

    @Test
    void whatSomebodyChangesMeanwhileIsPlannedAnewInTheSamePass() {
        pay.dynamic(MAX_CONNECTIONS, 200L);
        cluster.surprises.put("patchConfig pay-1", node -> {
            Map<String, Object> changed = Trees.copy(cluster.config.orElseThrow());
            Trees.set(changed, "ttl", 77L);
            cluster.config = Optional.of(changed);
        });

        Reconciler.Result result = reconcile();

        assertEquals(Outcome.Kind.CHANGED, outcome(result).kind());
        assertEquals(pay.rendered().dynamic().plain(), cluster.config.orElseThrow());
        assertEquals(3, restarts());
    }

    @Test
    void aClusterThatIsAsGitSaysIsLookedAtOnce() {
        Reconciler.Result result = reconcile();

        assertEquals(Outcome.Kind.IN_SYNC, outcome(result).kind());
        assertEquals(1, looks);
        assertEquals(List.of(), cluster.calls);
    }

    @Test
    void aChangeEndsInAClusterThatWasSeenToBeAsGitSays() {
        pay.local(WORK_MEM, "64MB").dynamic(MAX_CONNECTIONS, 200L);

        Reconciler.Result result = reconcile();

        assertEquals(Outcome.of(Outcome.Kind.CHANGED), outcome(result));
        assertEquals(2, looks);
        assertTrue(result.last().orElseThrow().plan().isInSync());
    }

    @Test
    void aRestartThatOnlyTheReloadMadePendingIsDoneInAnotherRound() {
        pay.local(WORK_MEM, "64MB");
        cluster.node("pay-1").restartOnly.add("work_mem");

        Reconciler.Result result = reconcile();

        assertEquals(1, cluster.node("pay-1").restarts);
        assertEquals(Outcome.Kind.CHANGED, outcome(result).kind());
    }

    @Test
    void aFailureEndsThePassAndSaysWhy() {
        pay.local(WORK_MEM, "64MB");
        cluster.validation = new ValidationReport(1, List.of("postgresql.bin_dir  is not defined."));

        Reconciler.Result result = reconcile();

        assertEquals(Outcome.Kind.STALLED, outcome(result).kind());
        assertTrue(Wording.of(outcome(result).reasons().get(0))
                .startsWith("write_config on 'pay-2': patroni --validate-config"));
        assertEquals(
                1,
                result.results().stream()
                        .filter(step -> step.kind() == StepResult.Kind.FAILED)
                        .count());
    }

    @Test
    void aMemberThatWaitsForARestartAfterOneIsNotRestartedAgain() {
        SimulatedNode stubborn = cluster.node("pay-2");
        stubborn.pending = true;
        cluster.surprises.put(
                "restart pay-2",
                node -> cluster.time.in(Duration.ofSeconds(4), () -> {
                    node.pending = true;
                }));

        Reconciler.Result first = reconcile();

        assertEquals(1, restarts());
        assertEquals(Outcome.Kind.STALLED, outcome(first).kind());

        for (int pass = 0; pass < 5; pass++) {
            Reconciler.Result later = reconcile();
            assertEquals(Outcome.Kind.STALLED, outcome(later).kind());
            assertTrue(Wording.of(outcome(later).reasons().get(0))
                    .contains("pay-2 restarted, and a restart is still pending there"));
        }
        assertEquals(1, restarts());
    }

    @Test
    void aNewChangeThatNeedsARestartGoesAheadAllTheSame() {
        aMemberThatWaitsForARestartAfterOneIsNotRestartedAgain();
        pay.dynamic(MAX_CONNECTIONS, 200L);

        Reconciler.Result result = reconcile();

        assertEquals(
                Outcome.Kind.CHANGED,
                outcome(result).kind(),
                () -> outcome(result).toString());
        assertEquals(4, restarts());
    }

    @Test
    void aRestartByHandEndsTheWaiting() {
        aMemberThatWaitsForARestartAfterOneIsNotRestartedAgain();
        cluster.node("pay-2").starts++;
        cluster.node("pay-2").pending = false;

        assertEquals(Outcome.Kind.IN_SYNC, outcome(reconcile()).kind());
        assertEquals(IneffectiveRestarts.NONE, ineffective);
    }

    @Test
    void aRestartThatALaterDifferenceRequiresIsNotIneffective() {
        cluster.node("pay-2").pending = true;
        Map<String, Object> edited =
                Map.of("loop_wait", 10L, "postgresql", Map.of("parameters", Map.of("max_connections", 300L)));
        cluster.surprises.put("restart pay-2", node -> cluster.config = Optional.of(edited));

        Reconciler.Result result = reconcile();

        assertEquals(
                Outcome.Kind.CHANGED,
                outcome(result).kind(),
                () -> outcome(result).toString());
        assertEquals(IneffectiveRestarts.NONE, ineffective);
    }

    @Test
    void aServerThatSomebodyRestartedWithoutEffectTooGetsOneMoreTry() {
        aMemberThatWaitsForARestartAfterOneIsNotRestartedAgain();
        cluster.node("pay-2").starts++;

        reconcile();
        reconcile();

        assertEquals(2, restarts());
    }

    @Test
    void anyOtherChangeOfTheDefinitionGoesAheadToo() {
        aMemberThatWaitsForARestartAfterOneIsNotRestartedAgain();
        pay.local(WORK_MEM, "64MB");

        reconcile();

        assertEquals(1, cluster.node("pay-1").writes);
    }

    @Test
    void anIneffectiveRestartIsNotForgottenWhileTheMemberIsAway() {
        aMemberThatWaitsForARestartAfterOneIsNotRestartedAgain();
        cluster.node("pay-2").reachable = false;
        reconcile();
        cluster.node("pay-2").reachable = true;

        assertEquals(Outcome.Kind.STALLED, outcome(reconcile()).kind());
        assertEquals(1, restarts());
    }

    @Test
    void anInterruptionEndsThePassWithoutAnotherLook() {
        pay.local(WORK_MEM, "64MB");
        cluster.surprises.put("commit pay-2", node -> Thread.currentThread().interrupt());

        Reconciler.Result result = reconcile();

        assertTrue(Thread.interrupted());
        assertEquals(1, looks);
        Map<String, NodeStatus> nodes = NodeStatuses.of(result).nodes();
        assertTrue(nodes.values().stream().allMatch(NodeStatus::reachable), "they are not unreachable for that");
    }

    @Test
    void aNodeThatDoesNotAnswerIsWaitedFor() {
        cluster.node("pay-3").reachable = false;

        Reconciler.Result result = reconcile();

        assertEquals(Outcome.Kind.WAITING, outcome(result).kind());
        assertEquals(NodeStatus.UNREACHABLE, NodeStatuses.of(result).nodes().get("pay-3"));
    }

    @Test
    void aRunLimitedToANodeTouchesNoOther() {
        pay.local(WORK_MEM, "64MB");

        Reconciler.Result result =
                reconciler.reconcile(pay.definition(), Set.of(new NodeName("pay-3")), ineffective, new PassEvents() {});

        assertEquals(1, cluster.node("pay-3").writes);
        assertEquals(0, cluster.node("pay-1").writes);
        assertEquals(Outcome.Kind.WAITING, outcome(result).kind());
    }

    @Test
    void lookingChangesNothing() {
        pay.local(WORK_MEM, "64MB").dynamic(MAX_CONNECTIONS, 200L);

        Reconciler.Result result = reconciler.look(pay.definition(), Set.of(), ineffective);

        assertEquals(List.of(), cluster.calls);
        assertEquals(
                Outcome.Kind.DRIFTED,
                OutcomeRule.ofLook(result.last().orElseThrow().plan()).kind());
    }

    @Test
    void aDefinitionWithProblemsIsNotCarriedOut() {
        Problem problem = Problem.error(Location.NOWHERE, "no such secret");
        Reconciler broken = new Reconciler(
                (definition, nodes) -> Assessment.broken(definition.name(), List.of(problem)), (work, listener) -> {
                    throw new AssertionError("nothing to carry out");
                });

        Reconciler.Result result = broken.reconcile(pay.definition(), Set.of(), ineffective, new PassEvents() {});

        assertEquals(Optional.empty(), result.last());
        assertEquals(
                Outcome.Kind.STALLED,
                OutcomeRule.ofBroken(result.assessment().problems()).kind());
    }

    @Test
    void theDriftOfEveryNodeIsCountedByLayer() {
        cluster.node("pay-2").file = Optional.empty();
        cluster.node("pay-3").pending = true;
        cluster.node("pay-3").nativeEnabled = true;
        pay.dynamic("ttl", 60L);

        ClusterStatus.Seen seen = NodeStatuses.of(reconciler.look(pay.definition(), Set.of(), ineffective));
        Map<String, NodeStatus> nodes = seen.nodes();

        assertEquals(Optional.of(1), seen.dcsDrift());

        assertEquals(
                Map.of("file", 1, "effective", 0, "service", 0),
                nodes.get("pay-2").drift());
        assertEquals(1, nodes.get("pay-3").drift().get("effective"));
        assertEquals(1, nodes.get("pay-3").drift().get("service"));
        assertTrue(nodes.get("pay-3").pendingRestart());
        assertFalse(nodes.get("pay-1").pendingRestart());
    }
}
