package dev.patrol.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Restarts of a whole cluster under clients that connect all the time. */
@Tag("rollout")
class RolloutIT {
    private final Suite suite = Suite.ofThisRun();
    private Stage stage;

    @BeforeEach
    void aRunningCluster() {
        stage = Stage.running();
        Clients.letIn(stage);
    }

    @Test
    void everyMemberRestartsAsOftenAsItMustAndSomeMemberAlwaysAcceptsConnections() {
        rollOutInEveryDirection("asynchronous");
    }

    @Test
    void soItDoesWhereReplicationIsSynchronousAndTheLeaderMayHandOver() {
        stage.definitions().change("retry_timeout: 3", "retry_timeout: 3, synchronous_mode: true");
        stage.patrol().run("apply").expect(0);

        rollOutInEveryDirection("synchronous");
        handOver();
        stage.definitions().change(", synchronous_mode: true", "");
    }

    private void rollOutInEveryDirection(String mode) {
        String leader = stage.nodes().leader();
        List<String> replicas = stage.nodes().replicas();

        stage.definitions().grow("max_connections", 10);
        stage.definitions().setParameter("max_worker_processes", "6");
        assertRollsOut(mode + ", mixed", List.of(replicas, List.of(leader), replicas));

        stage.definitions().grow("max_connections", -10);
        assertRollsOut(mode + ", shrink", List.of(List.of(leader), replicas));

        stage.definitions().removeParameter("max_worker_processes");
        assertRollsOut(mode + ", grow", List.of(replicas, List.of(leader)));

        assertEquals(leader, stage.nodes().leader());
    }

    private void assertRollsOut(String what, List<List<String>> rounds) {
        List<String> order = rounds.stream().flatMap(List::stream).toList();
        Map<String, Integer> restarts = new TreeMap<>();
        order.forEach(node -> restarts.merge(node, 1, Integer::sum));

        Planned apply = applyUnderClients(what, restarts);

        assertEquals(order, apply.done("restart"));
        assertEquals(List.of(), stage.patrol().plan(0).steps());
    }

    /** The old leader comes back as a replica with its new configuration: the switchover is its restart. */
    private void handOver() {
        String old = stage.nodes().leader();
        List<String> replicas = stage.nodes().replicas();
        String buffers = stage.definitions().grow("shared_buffers", 1);
        stage.definitions().setKey("restarts", "{leader: switchover}");

        Planned apply = applyUnderClients("switchover", Map.of("pg1", 1, "pg2", 1, "pg3", 1));

        assertEquals(replicas, apply.done("restart"));
        assertEquals(List.of(old), apply.done("switchover"));
        assertNotEquals(old, stage.nodes().leader());
        assertEquals(Nodes.everywhere(buffers), stage.nodes().sqlOnAll("SHOW shared_buffers"));
        assertEquals(List.of(), stage.patrol().plan(0).steps());
        stage.definitions().removeKey("restarts");
    }

    private Planned applyUnderClients(String what, Map<String, Integer> restarts) {
        Clients clients = Clients.of(stage.nodes());
        Planned apply;
        try (clients) {
            apply = stage.patrol().apply(0);
        }
        System.out.printf("%s, %s: %s%n", suite.label(), what, clients);
        Map<String, Integer> seen = new TreeMap<>(clients.restarts());
        List<String> steps = new ArrayList<>(apply.steps());
        Collections.sort(steps);
        assertEquals(restarts, seen, () -> what + ": " + steps);
        assertEquals(0, clients.darkRounds(), what);
        return apply;
    }
}
