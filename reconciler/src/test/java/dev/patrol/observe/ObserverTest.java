package dev.patrol.observe;

import static dev.patrol.testing.Wanted.wanted;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patrol.definition.NodeName;
import dev.patrol.problem.Reason;
import dev.patrol.simulator.SimulatedCluster;
import dev.patrol.testing.DirectThreads;
import dev.patrol.testing.Wanted;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ObserverTest {
    private static final NodeName PAY_1 = new NodeName("pay-1");
    private static final NodeName PAY_2 = new NodeName("pay-2");

    private final Wanted pay = wanted("pay", "pay-1", "pay-2");
    private final SimulatedCluster cluster = SimulatedCluster.running(pay);

    private ClusterObservation observe() {
        return new Observer(cluster, cluster, new DirectThreads()).observe(pay.definition(), Optional.empty());
    }

    @Test
    void everyNodeIsSeenWithItsFileItsUnitsAndItsMember() {
        NodeSeen first = observe().seen(PAY_1).orElseThrow();

        assertEquals(
                Optional.of("pay"),
                first.file().orElseThrow().tree().orElseThrow().get("scope"));
        assertTrue(first.isRunning(Wanted.PATRONI_UNIT));
        assertTrue(first.isEnabled(Wanted.PATRONI_UNIT));
        assertTrue(first.member().orElseThrow().leads());
        assertEquals(pay.rendered().dynamic(), first.dynamic().orElseThrow());
    }

    @Test
    void aNodeThatDoesNotAnswerIsPartOfWhatWasSeen() {
        cluster.node("pay-2").reachable = false;

        ClusterObservation seen = observe();

        assertEquals(List.of(new Unseen(PAY_2, false, Reason.said("cannot reach node 'pay-2'"))), seen.unseen());
        assertEquals(Optional.of(PAY_1), seen.leader());
    }

    @Test
    void theDcsIsAskedOnlyWhenNobodyLeads() {
        assertEquals(ClusterObservation.DcsState.NOT_ASKED, observe().dcs());

        cluster.stop("pay-1");

        assertEquals(
                Optional.of("7300000000000000001"),
                observe().dcs().reading().orElseThrow().initialize());
    }

    @Test
    void aDcsThatCannotBeReadTellsWhy() {
        cluster.stop("pay-1");
        cluster.silenceDcs();

        assertEquals(
                Optional.of(Reason.said("cannot reach etcd at 10.0.0.9:2379")),
                observe().dcs().failure());
    }

    @Test
    void aPatroniThatDoesNotAnswerIsSeenWithoutAMember() {
        cluster.node("pay-2").restSilent = true;

        NodeSeen seen = observe().seen(PAY_2).orElseThrow();

        assertEquals(Optional.empty(), seen.member());
        assertEquals(Optional.of(Reason.said("connection refused")), seen.restFailure());
    }

    @Test
    void aMissingDynamicConfigurationIsNotAnEmptyOne() {
        cluster.config = Optional.empty();

        assertEquals(Optional.empty(), observe().dynamic());
    }

    @Test
    void aFileThatIsNoMapHasNoTree() {
        cluster.node("pay-1").file = Optional.of("- just\n- a list");
        cluster.node("pay-2").file = Optional.of("scope: [");

        ClusterObservation seen = observe();

        assertEquals(
                Optional.empty(),
                seen.seen(PAY_1).orElseThrow().file().orElseThrow().tree());
        assertEquals(
                Optional.empty(),
                seen.seen(PAY_2).orElseThrow().file().orElseThrow().tree());
    }

    @Test
    void twoThatLeadAreNoLeader() {
        cluster.node("pay-2").role = "primary";

        ClusterObservation seen = observe();

        assertEquals(List.of(PAY_1, PAY_2), seen.leaders());
        assertEquals(Optional.empty(), seen.leader());
        assertEquals(Map.of(), seen.controlData());
    }

    @Test
    @Timeout(30)
    void nodesAreReadSideBySide() {
        CountDownLatch bothAreHere = new CountDownLatch(2);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Observer observer = new Observer(
                    node -> {
                        bothAreHere.countDown();
                        awaitUninterrupted(bothAreHere);
                        return cluster.read(node);
                    },
                    cluster,
                    threads);

            assertEquals(
                    2,
                    observer.observe(pay.definition(), Optional.empty())
                            .allSeen()
                            .size());
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    @Timeout(30)
    void whoeverIsInterruptedStopsWaitingAndKeepsTheFlag() {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        CountDownLatch never = new CountDownLatch(1);
        try {
            Observer observer = new Observer(
                    node -> {
                        awaitUninterrupted(never);
                        return cluster.read(node);
                    },
                    cluster,
                    threads);
            Thread.currentThread().interrupt();

            ClusterObservation seen = observer.observe(pay.definition(), Optional.empty());

            assertTrue(Thread.interrupted());
            assertEquals(2, seen.unseen().size());
        } finally {
            never.countDown();
            threads.shutdownNow();
        }
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
