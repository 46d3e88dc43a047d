package dev.patrol.apply;

import static dev.patrol.testing.Wanted.wanted;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.patrol.definition.ClusterName;
import dev.patrol.definition.NodeDefinition;
import dev.patrol.observe.Observer;
import dev.patrol.plan.Step;
import dev.patrol.problem.Reason;
import dev.patrol.remote.NodeReader;
import dev.patrol.remote.NodeReading;
import dev.patrol.remote.NodeReading.ServerReading;
import dev.patrol.remote.UnreachableException;
import dev.patrol.safety.SafetyRules;
import dev.patrol.simulator.Operator;
import dev.patrol.simulator.SimulatedCluster;
import dev.patrol.testing.DirectThreads;
import dev.patrol.testing.Trees;
import dev.patrol.testing.Wanted;
import dev.patrol.view.Wording;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Which servers a step asks, and what it makes of those that do not answer. */
class AskedServersTest {
    private static final ServerReading REFUSAL =
            ServerReading.failed(Reason.said("FATAL:  role \"postgres\" does not exist"));
    private static final String REFUSED =
            "the server on 'pay-3' cannot be asked (FATAL:  role \"postgres\" does not exist)";

    private final Wanted pay = wanted("pay", "pay-1", "pay-2", "pay-3");
    private final SimulatedCluster cluster = SimulatedCluster.running(pay);
    private final Eyes eyes = new Eyes();

    /** A glance does not ask the server, as over SSH. */
    private final class Eyes implements NodeReader {
        private final Set<String> refused = new TreeSet<>();
        private final List<String> asked = new ArrayList<>();
        private Runnable afterAsking = () -> {};

        @Override
        public NodeReading read(NodeDefinition node) throws UnreachableException {
            NodeReading reading = cluster.read(node);
            asked.add(node.name().value());
            afterAsking.run();
            return refused.contains(node.name().value()) ? with(REFUSAL, reading) : reading;
        }

        @Override
        public NodeReading glance(NodeDefinition node) throws UnreachableException {
            return with(ServerReading.NONE, cluster.read(node));
        }

        private static NodeReading with(ServerReading server, NodeReading reading) {
            return new NodeReading(
                    reading.configFile(),
                    reading.units(),
                    reading.dataDirectory(),
                    reading.rest(),
                    reading.restUrl(),
                    reading.restFailure(),
                    reading.process(),
                    server);
        }
    }

    private StepResult only(String kind) {
        PlanExecutor executor = new PlanExecutor(
                new Observer(eyes, cluster, new DirectThreads()),
                new PlanExecutor.Controls(cluster, cluster, Operator.LIMITS),
                SafetyRules.DEFAULT,
                cluster.time);
        List<StepResult> found = executor.execute(new Operator(cluster).assess(pay), new Unheard()).stream()
                .filter(result -> result.step().kind().equals(kind))
                .toList();
        assertFalse(found.isEmpty(), kind);
        return found.get(0);
    }

    private static final class Unheard implements StepListener {
        @Override
        public void stepStarted(ClusterName name, Step step) {}

        @Override
        public void stepFinished(ClusterName name, StepResult result) {}
    }

    private void somebodySets(String path, Object value) {
        cluster.config = cluster.config.map(Trees::copy);
        Trees.set(cluster.config.orElseThrow(), path, value);
    }

    @Test
    void aChangeThatSomebodyMakesWhileServersAreAskedIsSeenBeforeThisOne() {
        eyes.afterAsking = () -> somebodySets("maximum_lag_on_failover", 77L);
        pay.dynamic("ttl", 60L);

        StepResult change = only("change_dynamic");

        assertEquals(StepResult.Kind.NOT_DONE, change.kind(), change::toString);
        assertFalse(cluster.calls.contains("patchConfig pay-1"));
    }

    @Test
    void aServerThatCannotBeAskedIsNotSaidToBeDeaf() {
        eyes.refused.add("pay-3");
        pay.dynamic("postgresql.parameters.wal_compression", "on");

        StepResult change = only("change_dynamic");

        assertEquals(StepResult.Kind.DONE, change.kind(), change::toString);
        assertEquals("changed in the DCS, but " + REFUSED, Wording.of(change.detail()));
    }

    @Test
    void aServerThatCouldNotBeAskedBeforeTheChangeTellsByItsFiles() {
        eyes.refused.add("pay-3");
        cluster.surprises.put("patchConfig pay-1", node -> eyes.refused.clear());
        pay.dynamic("postgresql.parameters.wal_compression", "on");

        assertEquals("changed in the DCS", Wording.of(only("change_dynamic").detail()));
    }

    @Test
    void aReloadAsksItsOwnServerOnly() {
        pay.local("pay-2", "postgresql.parameters.work_mem", "64MB");

        assertEquals("Patroni has read its file", Wording.of(only("reload").detail()));

        assertEquals(Set.of("pay-2"), Set.copyOf(eyes.asked));
    }

    @Test
    void whereTheTagTellsAServerThatCannotBeAskedIsNotWaitedFor() {
        eyes.refused.add("pay-3");
        pay.local("pay-3", "postgresql.parameters.work_mem", "64MB");

        StepResult reload = only("reload");

        assertEquals("Patroni has read its file, but " + REFUSED, Wording.of(reload.detail()));
        assertEquals(8, reload.took().toSeconds());
    }

    @Test
    void whereNothingTellsWhetherAReloadWasHandledItIsSaidToBeUnknown() {
        eyes.refused.add("pay-3");
        cluster.node("pay-3").files.edited.put("log_statement", "all");

        StepResult renewed = only("renew_files");

        assertEquals(StepResult.Kind.DONE, renewed.kind(), renewed::toString);
        assertEquals(
                "Patroni accepted the reload; it is unknown whether Patroni has read its file: " + REFUSED,
                Wording.of(renewed.detail()));
        assertEquals(14, renewed.took().toSeconds());
        assertEquals(List.of("pay-3"), eyes.asked, "once, before");
    }
}
