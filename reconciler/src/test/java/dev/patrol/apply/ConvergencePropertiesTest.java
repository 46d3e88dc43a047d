package dev.patrol.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patrol.plan.Plan;
import dev.patrol.simulator.Killed;
import dev.patrol.simulator.Operator;
import dev.patrol.simulator.SimulatedCluster;
import dev.patrol.simulator.SimulatedNode;
import dev.patrol.testing.Wanted;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever Git asks for, and wherever Patrol is killed on the way: in the end the cluster is as Git says, unhurt. */
class ConvergencePropertiesTest {
    private static final int CLUSTERS = 150;
    private static final int KILLED_CLUSTERS = 8;
    private static final int PASSES = 4;

    /** A cluster, and what Git wants of it now. */
    private record Case(long seed, SimulatedCluster cluster, Operator operator, Wanted wanted, boolean twoRounds) {
        static Case of(long seed) {
            Random random = new Random(seed);
            String[] names = List.of("a-1", "b-2", "c-3", "d-4")
                    .subList(0, 1 + random.nextInt(4))
                    .toArray(String[]::new);
            Wanted wanted = Wanted.wanted("pay", names);
            if (random.nextInt(6) == 0) {
                SimulatedCluster cluster = SimulatedCluster.fresh(wanted);
                if (random.nextBoolean()) {
                    cluster.node("a-1").systemIdentifier = Optional.of("42");
                    cluster.node("a-1").nativeEnabled = true;
                    cluster.node("a-1").nativeRuns = random.nextBoolean();
                }
                return new Case(seed, cluster, new Operator(cluster), wanted, false);
            }
            SimulatedCluster cluster = SimulatedCluster.running(wanted);
            List<SimulatedNode> nodes = List.copyOf(cluster.nodes.values());
            if (random.nextInt(3) == 0) {
                cluster.lead(nodes.get(random.nextInt(nodes.size())));
            }
            cluster.wordForPrimary = random.nextBoolean() ? "primary" : "master";
            happen(cluster, nodes, random);
            boolean twoRounds = ask(wanted, random);
            return new Case(seed, cluster, new Operator(cluster), wanted, twoRounds);
        }

        private static void happen(SimulatedCluster cluster, List<SimulatedNode> nodes, Random random) {
            for (SimulatedNode node : nodes) {
                if (random.nextInt(6) == 0) {
                    node.file = node.file.map(text -> text.replace("4MB", "1GB"));
                }
                if (random.nextInt(10) == 0) {
                    node.file = Optional.empty();
                }
                if (random.nextInt(10) == 0) {
                    node.mode = "644";
                }
                if (random.nextInt(8) == 0) {
                    node.nativeEnabled = true;
                }
                if (random.nextInt(8) == 0) {
                    node.unitEnabled = false;
                }
                if (random.nextInt(10) == 0 && !node.role.equals("primary")) {
                    cluster.stop(node.name);
                }
            }
        }

        private static boolean ask(Wanted wanted, Random random) {
            if (random.nextInt(3) == 0) {
                wanted.local("postgresql.parameters.work_mem", random.nextInt(64) + "MB");
            }
            if (random.nextInt(3) == 0) {
                wanted.local("postgresql.parameters.shared_buffers", random.nextInt(64) + "MB");
            }
            if (random.nextInt(3) == 0) {
                wanted.dynamic("postgresql.parameters.wal_level", "logical");
            }
            if (random.nextInt(4) == 0) {
                wanted.dynamic("loop_wait", 5L + random.nextInt(10));
            }
            long connections = random.nextBoolean() ? 25L + random.nextInt(200) : 100;
            long workers = random.nextInt(3) == 0 ? 2L + random.nextInt(12) : 8;
            wanted.dynamic("postgresql.parameters.max_connections", connections);
            wanted.dynamic("postgresql.parameters.max_worker_processes", workers);
            return connections > 100 && workers < 8 || connections < 100 && workers > 8;
        }

        void assertSettled(int mostRestarts) {
            Plan left = operator.settle(wanted, PASSES);
            String story = "seed " + seed + ": " + left + "\n" + cluster.calls;
            assertTrue(left.isInSync(), story);
            assertEquals(List.of(), cluster.injuries, story);
            for (SimulatedNode node : cluster.nodes.values()) {
                assertTrue(
                        node.restarts <= mostRestarts, node.name + " restarted " + node.restarts + " times, " + story);
                assertTrue(!node.pending && node.staged.isEmpty(), story);
            }
        }
    }

    @Test
    void applyingEndsInSyncWithNoMoreRestartsThanNeeded() {
        for (long seed = 0; seed < CLUSTERS; seed++) {
            Case one = Case.of(seed);
            one.assertSettled(one.twoRounds() ? 2 : 1);
        }
    }

    @Test
    void onceSettledNothingIsTouchedAgain() {
        for (long seed = 0; seed < KILLED_CLUSTERS; seed++) {
            Case one = Case.of(seed);
            one.operator().settle(one.wanted(), PASSES);
            one.cluster().calls.clear();

            one.operator().apply(one.wanted());

            assertEquals(List.of(), one.cluster().calls, "seed " + seed);
        }
    }

    @Test
    void killedBeforeAnyCallTheNextPassFinishes() {
        killEverywhere(false);
    }

    @Test
    void killedAfterAnyCallTheNextPassFinishes() {
        killEverywhere(true);
    }

    private static void killEverywhere(boolean afterEffect) {
        for (long seed = 0; seed < KILLED_CLUSTERS; seed++) {
            boolean killed = true;
            for (int call = 1; killed; call++) {
                Case one = Case.of(seed);
                one.cluster().dieInCall(call, afterEffect);
                killed = dies(one);
                // Where there are two rounds, a first one before the kill is done again: the replicas still wait.
                one.assertSettled(one.twoRounds() ? 3 : 1);
            }
        }
    }

    private static boolean dies(Case one) {
        try {
            one.operator().settle(one.wanted(), PASSES);
            return false;
        } catch (Killed e) {
            return true;
        }
    }
}
