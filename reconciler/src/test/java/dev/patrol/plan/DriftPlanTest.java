package dev.patrol.plan;

import static dev.patrol.testing.Sketch.cluster;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patrol.definition.DriftPolicy;
import dev.patrol.definition.DriftPolicy.Mode;
import dev.patrol.definition.Policy;
import dev.patrol.remote.NodeReading.PatroniProcess;
import dev.patrol.testing.ServerSketch;
import dev.patrol.testing.Sketch;
import dev.patrol.view.Wording;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What is done, and what is only said, about what people have changed on a cluster that runs. */
class DriftPlanTest {
    private static final String WORK_MEM = "postgresql.parameters.work_mem";

    private static Sketch pay() {
        return cluster("pay").primary("pay-1").replica("pay-2");
    }

    private static Sketch server(Consumer<ServerSketch> words) {
        ServerSketch server = new ServerSketch();
        words.accept(server);
        return pay().with(node -> node.server = Optional.of(server));
    }

    private static List<String> steps(Sketch sketch) {
        return sketch.plan().steps().stream()
                .map(step -> step.kind() + " " + step.target())
                .toList();
    }

    private static Sketch observing(Sketch sketch, Mode file, Mode dynamic, Mode effective, Mode service) {
        Policy policy = new Policy(
                false,
                new DriftPolicy(file, dynamic, effective, service, List.of()),
                Policy.DEFAULT.restarts(),
                Policy.DEFAULT.maintenance(),
                Policy.DEFAULT.connections());
        return sketch.always(git -> git.policy(policy));
    }

    private static Sketch observingAll(Sketch sketch) {
        return observing(sketch, Mode.OBSERVE, Mode.OBSERVE, Mode.OBSERVE, Mode.OBSERVE);
    }

    private static String reported(Plan plan) {
        return plan.obstacles().stream()
                .filter(obstacle -> obstacle.kind() == Obstacle.Kind.REPORTED)
                .map(obstacle -> Wording.of(obstacle.reason()))
                .reduce("", (a, b) -> a + b + "\n");
    }

    @Test
    void alterSystemIsUndoneOnItsNode() {
        assertEquals(List.of("reset_parameters pay-2"), steps(server(server -> server.auto.put("work_mem", "12MB"))));
    }

    @Test
    void alterSystemThatTookARestartTakesAReloadAndARestartToUndo() {
        assertEquals(
                List.of("reset_parameters pay-2", "reload pay-2", "restart pay-2"),
                steps(server(server -> server.auto.put("shared_buffers", "64MB"))
                        .always(git -> git.dynamic("postgresql.parameters.shared_buffers", "32MB"))));
    }

    @Test
    void aRestartThatIsPendingOnlyForAlterSystemIsNotMade() {
        assertEquals(
                List.of("reset_parameters pay-2"),
                steps(server(server -> {
                            server.auto.put("shared_buffers", "64MB");
                            server.running.put("shared_buffers", "32MB");
                            server.pending.add("shared_buffers");
                        })
                        .always(git -> git.dynamic("postgresql.parameters.shared_buffers", "32MB"))
                        .pending()));
    }

    @Test
    void filesThatPatroniWritesAreWrittenAnew() {
        assertEquals(List.of("renew_files pay-2"), steps(server(server -> server.conf.put("log_statement", "all"))));
    }

    @Test
    void filesThatTheServerHasNotReadTakeAReload() {
        assertEquals(List.of("reload pay-2"), steps(server(server -> {
            server.running.put("work_mem", "1024");
            server.modified.put(ServerSketch.CONF, ServerSketch.LOADED.plusSeconds(9));
        })));
    }

    @Test
    void oneReloadReadsAllFilesOfANode() {
        Sketch sketch = server(server -> {
                    server.running.put("work_mem", "1024");
                    server.modified.put(ServerSketch.CONF, ServerSketch.LOADED.plusSeconds(9));
                })
                .handEdit(WORK_MEM, "5MB");

        assertEquals(List.of("write_config pay-2", "reload pay-2"), steps(sketch));
    }

    @Test
    void anObservedClusterHasNoStepsAndSaysWhatDiffers() {
        Plan plan = observingAll(server(server -> server.auto.put("work_mem", "12MB")))
                .with(node -> {
                    node.mode = "644";
                    node.nativeEnabled = "enabled";
                    node.shownTag = Optional.of("older");
                })
                .handEdit(WORK_MEM, "5MB")
                .dynamicEdit("loop_wait", 5L)
                .plan();

        assertEquals(List.of(), plan.steps());
        assertEquals(List.of(), plan.held());
        assertFalse(plan.isInSync());
        for (String words : List.of(
                "2 difference(s) in layer 'file'",
                "1 difference(s) in layer 'dynamic'",
                "2 difference(s) in layer 'effective'",
                "1 difference(s) in layer 'service'")) {
            assertTrue(reported(plan).contains(words), () -> words + " is not in " + reported(plan));
        }
    }

    @Test
    void oneLayerCanBeObservedWhileTheOthersAreHealed() {
        Sketch sketch = observing(
                        server(server -> server.auto.put("work_mem", "12MB")),
                        Mode.ENFORCE,
                        Mode.ENFORCE,
                        Mode.OBSERVE,
                        Mode.ENFORCE)
                .handEdit(WORK_MEM, "5MB");

        assertEquals(List.of("write_config pay-2", "reload pay-2"), steps(sketch));
        assertTrue(reported(sketch.plan()).contains("layer 'effective'"));
    }

    @Test
    void anObservedServerIsNotRestarted() {
        Sketch sketch =
                observing(pay().pending("shared_buffers"), Mode.ENFORCE, Mode.ENFORCE, Mode.OBSERVE, Mode.ENFORCE);

        assertEquals(List.of(), steps(sketch));
        assertFalse(sketch.plan().isInSync());
    }

    @Test
    void anObservedClusterWithoutADifferenceIsInSync() {
        assertTrue(observingAll(pay()).plan().isInSync());
    }

    @Test
    void aNewClusterIsStartedWhetherObservedOrNot() {
        assertEquals(
                List.of("write_config pay-1", "start_patroni pay-1"),
                steps(observingAll(cluster("pay").fresh("pay-1").dcsEmpty())));
    }

    @Test
    void whatComesFromTheEnvironmentIsNotPatrolsToUndo() {
        Plan plan = pay().with(node -> node.process =
                        new PatroniProcess(Optional.empty(), Map.of("PATRONI_NAME", Optional.of("other"))))
                .plan();

        assertEquals(List.of(), plan.steps());
        assertTrue(reported(plan).contains("'PATRONI_NAME' on node 'pay-2'"), () -> reported(plan));
    }

    @Test
    void anOldPatroniWhoseFileIsObservedKeepsEditedServerFiles() {
        Sketch sketch = observing(
                        server(server -> server.conf.put("log_statement", "all")),
                        Mode.OBSERVE,
                        Mode.ENFORCE,
                        Mode.ENFORCE,
                        Mode.ENFORCE)
                .with(node -> node.patroniVersion = "3.0.2")
                .handEdit("log.level", "DEBUG");

        assertEquals(List.of(), steps(sketch));
        assertTrue(reported(sketch.plan()).contains("before 4.0.6"), () -> reported(sketch.plan()));
    }
}
