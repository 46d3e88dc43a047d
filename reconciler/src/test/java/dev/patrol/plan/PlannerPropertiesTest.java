package dev.patrol.plan;

import static dev.patrol.testing.Sketch.cluster;
import static dev.patrol.testing.Sketch.mb;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patrol.definition.ClusterDefinition;
import dev.patrol.definition.NodeDefinition;
import dev.patrol.diff.Target;
import dev.patrol.observe.ClusterObservation;
import dev.patrol.problem.Reason;
import dev.patrol.remote.NodeReading.DataDirectory;
import dev.patrol.safety.SafetyRules;
import dev.patrol.testing.Sketch;
import dev.patrol.testing.Wanted;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What must hold for every plan, tried on clusters in every sorry state that chance comes up with. */
class PlannerPropertiesTest {
    private static final int CLUSTERS = 3_000;

    private static Sketch random(long seed) {
        Random random = new Random(seed);
        Sketch sketch = cluster("pay");
        int size = 1 + random.nextInt(5);
        int leader = random.nextInt(size + 1);
        for (int i = 0; i < size; i++) {
            String name = "pay-" + i;
            if (random.nextInt(12) == 0) {
                sketch.unreachable(name);
            } else if (random.nextInt(10) == 0) {
                sketch.fresh(name);
            } else if (i == leader || random.nextInt(25) == 0) {
                sketch.primary(name);
            } else {
                sketch.replica(name);
            }
            ail(sketch, random);
        }
        want(sketch, random);
        switch (random.nextInt(4)) {
            case 0 -> sketch.dcsEmpty();
            case 1 -> sketch.dcsInitialised("");
            case 2 -> sketch.dcsInitialised("7300000000000000001");
            default -> sketch.dcsUnreadable("timed out");
        }
        return sketch;
    }

    private static void ail(Sketch sketch, Random random) {
        sketch.with(node -> {
            node.lag = random.nextInt(8) == 0 ? mb(random.nextInt(40)) : 0;
            node.pending = random.nextInt(4) == 0;
            node.streams = node.streams && random.nextInt(10) > 0;
            node.timeline = random.nextInt(20) == 0 ? 2 : 3;
            node.unlocked = random.nextInt(40) == 0;
            node.paused = random.nextInt(60) == 0;
            node.untagged = random.nextInt(10) == 0;
            node.answers = node.answers && random.nextInt(15) > 0;
            if (random.nextInt(12) == 0) {
                node.state = "starting";
            }
            if (random.nextInt(30) == 0) {
                node.scheduledRestart = Optional.of("tonight");
            }
            if (random.nextInt(15) == 0) {
                node.nativeEnabled = "enabled";
            }
            if (random.nextInt(25) == 0) {
                node.data = DataDirectory.Kind.values()[random.nextInt(4)];
            }
        });
        if (random.nextInt(15) == 0) {
            sketch.patroniStopped();
        }
        if (random.nextInt(8) == 0) {
            sketch.handEdit("postgresql.parameters.work_mem", "1GB");
        }
    }

    private static void want(Sketch sketch, Random random) {
        if (random.nextBoolean()) {
            sketch.gitDynamic("postgresql.parameters.max_connections", 25L + random.nextInt(300));
        }
        if (random.nextInt(3) == 0) {
            sketch.gitDynamic("postgresql.parameters.max_worker_processes", 2L + random.nextInt(20));
        }
        if (random.nextInt(3) == 0) {
            sketch.git("postgresql.parameters.shared_buffers", random.nextInt(8) + "GB");
        }
        if (random.nextInt(30) == 0) {
            sketch.git("scope", "other");
        }
        if (random.nextInt(30) == 0) {
            sketch.switchoverAt("tonight");
        }
        if (random.nextInt(30) == 0) {
            sketch.dynamicUnread();
        }
        if (random.nextInt(30) == 0) {
            sketch.always(Wanted::paused);
        }
    }

    private record Case(long seed, ClusterDefinition definition, ClusterObservation seen, Plan plan) {
        static Case of(long seed) {
            Sketch sketch = random(seed);
            ClusterDefinition definition = sketch.wanted().definition();
            Planner.Evidence evidence = sketch.evidence();
            return new Case(
                    seed,
                    definition,
                    evidence.seen(),
                    new Planner(SafetyRules.DEFAULT, () -> Instant.EPOCH).plan(definition, evidence));
        }

        /** Where nobody leads yet, a plan may start the first node, and restart it before it has replicas. */
        boolean isFirstStart() {
            return seen.leader().isEmpty() && !plan.steps().isEmpty();
        }

        String story() {
            return "seed " + seed + ": " + plan;
        }
    }

    private static final List<Case> ALL =
            LongStream.range(0, CLUSTERS).mapToObj(Case::of).toList();

    private static final List<Case> CASES =
            ALL.stream().filter(one -> !one.isFirstStart()).toList();

    private static List<Step> disruptive(Plan plan) {
        return plan.steps().stream().filter(Step::isDisruptive).toList();
    }

    @Test
    void nothingIsDisruptedWhileAnythingIsUnknown() {
        for (Case one : CASES) {
            ClusterObservation seen = one.seen();
            boolean unknown = !seen.unseen().isEmpty()
                    || seen.leader().isEmpty()
                    || seen.dynamic().isEmpty()
                    || seen.topology().scheduledSwitchover().isPresent();

            assertTrue(!unknown || disruptive(one.plan()).isEmpty(), one::story);
        }
    }

    @Test
    void nobodyIsDisruptedWhileAnotherMemberIsUnfit() {
        for (Case one : CASES) {
            for (Step step : disruptive(one.plan())) {
                List<Reason> unfit = one.definition().nodes().stream()
                        .filter(node ->
                                !Optional.of(node.name()).equals(step.target().node()) && isMember(node, one.seen()))
                        .flatMap(node -> SafetyRules.DEFAULT.unfit(node, one.seen()).stream())
                        .toList();

                assertEquals(List.of(), unfit, one::story);
            }
        }
    }

    private static boolean isMember(NodeDefinition node, ClusterObservation seen) {
        return seen.seen(node.name())
                .filter(found -> found.isRunning(Wanted.PATRONI_UNIT)
                        || found.dataDirectory().kind() == DataDirectory.Kind.INITIALISED)
                .isPresent();
    }

    @Test
    void noMemberIsRestartedMoreThanOnceButForTheSecondRound() {
        for (Case one : CASES) {
            disruptive(one.plan()).stream()
                    .collect(Collectors.groupingBy(step -> step.target().node().orElseThrow(), Collectors.counting()))
                    .forEach((node, count) -> {
                        boolean leads = one.seen().leader().filter(node::equals).isPresent();
                        assertTrue(count <= (leads ? 1 : 2), one::story);
                    });
        }
    }

    @Test
    void aRefusalOrAPauseLeavesNothingToDo() {
        for (Case one : CASES) {
            boolean handsOff =
                    one.plan().obstacles().stream().anyMatch(obstacle -> obstacle.kind() != Obstacle.Kind.WAITING);

            assertTrue(!handsOff || one.plan().steps().isEmpty(), one::story);
        }
    }

    @Test
    void nothingIsHeldWithoutAReason() {
        for (Case one : CASES) {
            assertTrue(one.plan().held().isEmpty() || !one.plan().obstacles().isEmpty(), one::story);
        }
    }

    @Test
    void filesAreWrittenBeforeAnythingStartsAndRestartsComeLast() {
        for (Case one : CASES) {
            boolean alone = one.definition().nodes().stream()
                            .filter(node -> isMember(node, one.seen()))
                            .count()
                    < 2;
            List<String> kinds = one.plan().steps().stream().map(Step::kind).toList();
            int restart = kinds.indexOf("restart");
            int start = kinds.indexOf("start_patroni");

            assertTrue(
                    restart < 0
                            || alone
                            || Set.copyOf(kinds.subList(restart, kinds.size())).equals(Set.of("restart")),
                    one::story);
            assertTrue(start < 0 || kinds.lastIndexOf("write_config") < start, one::story);
        }
    }

    @Test
    void aFirstStartRestartsAtMostItsFirstNodeBeforeAReplicaIsMade() {
        List<Case> firstStarts = ALL.stream().filter(Case::isFirstStart).toList();
        for (Case one : firstStarts) {
            List<Step> steps = one.plan().steps();
            List<String> kinds = steps.stream().map(Step::kind).toList();

            assertTrue(one.seen().unseen().isEmpty(), one::story);
            disruptive(one.plan()).forEach(step -> {
                assertEquals(Target.of(one.definition().firstNode().name()), step.target(), one::story);
                assertEquals(kinds.indexOf("start_patroni") + 2, steps.indexOf(step), one::story);
            });
        }
        assertFalse(firstStarts.isEmpty());
    }

    @Test
    void theSameClusterGivesTheSamePlan() {
        for (Case one : ALL.subList(0, CLUSTERS / 4)) {
            assertEquals(one.plan(), Case.of(one.seed()).plan(), one::story);
        }
    }

    @Test
    void noPlanShowsAPassword() {
        for (Case one : ALL) {
            String story = one.story();

            assertFalse(story.contains(Wanted.REPLICATION_PASSWORD.reveal()), story);
            assertFalse(story.contains(Wanted.REST_PASSWORD.reveal()), story);
        }
    }

    @Test
    void chanceFindsEveryKindOfPlan() {
        assertTrue(CASES.stream().anyMatch(one -> one.plan().isInSync()));
        assertTrue(
                CASES.stream().filter(one -> !disruptive(one.plan()).isEmpty()).count() > CLUSTERS / 50);
        assertEquals(
                Set.of("write_config", "reload", "disable_native", "start_patroni", "change_dynamic", "restart"),
                ALL.stream()
                        .flatMap(one -> one.plan().steps().stream())
                        .map(Step::kind)
                        .collect(Collectors.toSet()));
    }
}
