package dev.patrol.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patrol.definition.MaintenancePolicy;
import dev.patrol.definition.Policy;
import dev.patrol.definition.RestartPolicy;
import dev.patrol.plan.Plan;
import dev.patrol.simulator.Operator;
import dev.patrol.simulator.SimulatedCluster;
import dev.patrol.simulator.SimulatedNode;
import dev.patrol.testing.Wanted;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every kind of change in every kind of cluster: the fewest restarts there can be, in the right order, one member at a time
 * and some member accepting connections at every moment, never two switchovers, none to a member that lags.
 */
class RolloutPropertiesTest {
    private static final String MAX_CONNECTIONS = "postgresql.parameters.max_connections";
    private static final String MAX_WORKERS = "postgresql.parameters.max_worker_processes";
    private static final int PASSES = 4;

    private enum Change {
        GROW,
        SHRINK,
        MIXED,
        OTHER;

        Wanted ask(Wanted wanted) {
            return switch (this) {
                case GROW -> wanted.dynamic(MAX_CONNECTIONS, 200L);
                case SHRINK -> wanted.dynamic(MAX_CONNECTIONS, 50L);
                case MIXED -> wanted.dynamic(MAX_CONNECTIONS, 200L).dynamic(MAX_WORKERS, 4L);
                case OTHER -> wanted.local("postgresql.parameters.shared_buffers", "8GB");
            };
        }

        boolean shrinksSomething() {
            return this == SHRINK || this == MIXED;
        }
    }

    private enum Mode {
        ASYNCHRONOUS,
        SYNCHRONOUS,
        STRICT,
        QUORUM,
        STRICT_QUORUM;

        Wanted set(Wanted wanted) {
            if (this == ASYNCHRONOUS) {
                return wanted;
            }
            boolean quorum = this == QUORUM || this == STRICT_QUORUM;
            return wanted.dynamic("synchronous_mode", quorum ? "quorum" : (Object) true)
                    .dynamic("synchronous_mode_strict", isStrict());
        }

        boolean isStrict() {
            return this == STRICT || this == STRICT_QUORUM;
        }
    }

    private enum Trouble {
        NONE,
        /** The last replica is further behind than the limit. */
        LAG,
        /** Somebody has paused the cluster. */
        PAUSE
    }

    private record Case(Change change, Mode mode, Trouble trouble, RestartPolicy.Leader leader, int members) {
        List<String> names() {
            return List.of("a-1", "b-2", "c-3", "d-4").subList(0, members);
        }

        /** Either version of Patroni for each of anything else, but for what only one of them has. */
        String wordForPrimary() {
            boolean onlyNew = mode == Mode.QUORUM || mode == Mode.STRICT_QUORUM;
            return onlyNew || (change.ordinal() + mode.ordinal() + members) % 2 == 0 ? "primary" : "master";
        }

        String last() {
            return names().get(members - 1);
        }
    }

    private static Stream<Case> cases() {
        return Stream.of(Change.values())
                .flatMap(change -> Stream.of(Mode.values())
                        .flatMap(mode -> Stream.of(Trouble.values())
                                .flatMap(trouble -> Stream.of(RestartPolicy.Leader.values())
                                        .flatMap(leader -> Stream.of(1, 2, 3, 4)
                                                .map(members -> new Case(change, mode, trouble, leader, members))))));
    }

    private record Ran(Case one, SimulatedCluster cluster, Plan left) {
        static Ran of(Case one) {
            Wanted wanted = one.mode().set(Wanted.wanted("pay", one.names().toArray(String[]::new)));
            wanted.policy(new Policy(
                    false,
                    Policy.DEFAULT.drift(),
                    new RestartPolicy(one.leader(), RestartPolicy.Replicas.WINDOW, OptionalLong.empty()),
                    MaintenancePolicy.DEFAULT,
                    List.of()));
            SimulatedCluster cluster = SimulatedCluster.running(wanted);
            cluster.wordForPrimary = one.wordForPrimary();
            if (one.trouble() == Trouble.LAG) {
                cluster.node(one.last()).lag = 100_000_000;
            }
            if (one.trouble() == Trouble.PAUSE) {
                cluster.config = Optional.of(wanted.copy()
                        .dynamic("pause", true)
                        .rendered()
                        .dynamic()
                        .plain());
            }
            one.change().ask(wanted);
            Plan left = new Operator(cluster).settle(wanted, PASSES);
            return new Ran(one, cluster, left);
        }

        String story() {
            return one + ": " + left + "\n" + cluster.calls;
        }

        boolean isHeld() {
            boolean lags = one.trouble() == Trouble.LAG && one.members() > 1;
            boolean alone = one.mode().isStrict() && one.members() == 2;
            return one.trouble() == Trouble.PAUSE || lags || alone;
        }

        List<String> disruptions() {
            return cluster.calls.stream()
                    .filter(call -> call.startsWith("restart") || call.startsWith("switchover"))
                    .toList();
        }
    }

    private static final List<Ran> ALL = cases().map(Ran::of).toList();

    @Test
    void noMemberIsHurtAndSomeMemberAlwaysAcceptsConnections() {
        ALL.forEach(ran -> assertEquals(List.of(), ran.cluster().injuries, ran::story));
    }

    @Test
    void whatIsNotHeldEndsAsGitSays() {
        for (Ran ran : ALL) {
            assertEquals(!ran.isHeld(), ran.left().isInSync(), ran::story);
            assertTrue(
                    ran.isHeld() || ran.cluster().nodes.values().stream().noneMatch(node -> node.pending), ran::story);
        }
    }

    @Test
    void restartsAreTheFewestThereCanBe() {
        for (Ran ran : ALL) {
            int replicas = ran.isHeld() ? 0 : ran.one().change() == Change.MIXED ? 2 : 1;
            int leader = ran.isHeld() ? 0 : 1;

            for (String name : ran.one().names()) {
                SimulatedNode node = ran.cluster().node(name);
                assertEquals(name.equals("a-1") ? leader : replicas, node.restarts, () -> name + ": " + ran.story());
            }
        }
    }

    @Test
    void theOrderFollowsTheDirection() {
        for (Ran ran : ALL) {
            if (ran.isHeld()) {
                continue;
            }
            List<String> disruptions = ran.disruptions();
            int leader = disruptions.indexOf("restart a-1") + disruptions.indexOf("switchover a-1") + 1;
            int replicas = ran.one().members() - 1;

            assertEquals(ran.one().change() == Change.SHRINK ? 0 : replicas, leader, ran::story);
        }
    }

    @Test
    void aSwitchoverIsMadeOnceWhereItHelpsAndNeverToAMemberThatLags() {
        for (Ran ran : ALL) {
            boolean helps = ran.one().leader() == RestartPolicy.Leader.SWITCHOVER
                    && !ran.one().change().shrinksSomething()
                    && ran.one().members() > 1
                    && !ran.isHeld();

            assertEquals(helps ? 1 : 0, ran.cluster().switchovers.size(), ran::story);
        }
    }

    @Test
    void thereAreAllKindsOfCases() {
        assertEquals(4 * 5 * 3 * 2 * 4, ALL.size());
        assertEquals(
                Set.of(true, false), Set.copyOf(ALL.stream().map(Ran::isHeld).toList()));
    }
}
