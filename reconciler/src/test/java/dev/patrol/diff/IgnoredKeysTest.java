package dev.patrol.diff;

import static dev.patrol.testing.Sketch.cluster;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.patrol.definition.DriftPolicy;
import dev.patrol.definition.DriftPolicy.Mode;
import dev.patrol.definition.KeyPattern;
import dev.patrol.definition.NodeName;
import dev.patrol.definition.Policy;
import dev.patrol.testing.ServerSketch;
import dev.patrol.testing.Sketch;
import dev.patrol.tree.ConfigTree;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IgnoredKeysTest {
    private static final NodeName PAY_1 = new NodeName("pay-1");

    private static Sketch pay(String... patterns) {
        DriftPolicy drift = new DriftPolicy(
                Mode.ENFORCE,
                Mode.ENFORCE,
                Mode.ENFORCE,
                Mode.ENFORCE,
                Stream.of(patterns).map(KeyPattern::new).toList());
        Policy policy = new Policy(
                false, drift, Policy.DEFAULT.restarts(), Policy.DEFAULT.maintenance(), Policy.DEFAULT.connections());
        return cluster("pay").primary("pay-1").always(git -> git.policy(policy));
    }

    private static List<String> keys(Sketch sketch) {
        return sketch.diff().all().stream().map(found -> found.change().key()).toList();
    }

    @Test
    void anIgnoredKeyDiffersInNoLayer() {
        ServerSketch server = new ServerSketch();
        server.auto.put("work_mem", "12MB");

        assertEquals(
                List.of(),
                keys(pay("postgresql.parameters.work_mem")
                        .with(node -> node.server = Optional.of(server))
                        .handEdit("postgresql.parameters.work_mem", "5MB")
                        .handEdit("bootstrap.dcs.postgresql.parameters.work_mem", "6MB")
                        .dynamicEdit("postgresql.parameters.work_mem", "7MB")));
    }

    @Test
    void modesAndUnitsCanBeIgnoredByTheirNames() {
        assertEquals(List.of(), keys(pay("(mode)", "postgresql").with(node -> {
            node.mode = "640";
            node.nativeEnabled = "enabled";
        })));
    }

    @Test
    void aFileThatIsWrittenForAnotherKeyKeepsTheIgnoredOne() {
        Sketch sketch = pay("log.*")
                .handEdit("log.level", "DEBUG")
                .handEdit("log.dir", "/var/log")
                .git("postgresql.parameters.work_mem", "64MB");

        ConfigTree wanted = sketch.evidence().wanted().node(PAY_1).tree();

        assertEquals(List.of("postgresql.parameters.work_mem"), keys(sketch));
        assertEquals(
                Map.of("level", "DEBUG", "dir", "/var/log"), wanted.tree("log").plain());
    }

    @Test
    void aKeyThatIsOnlyInGitIsNotAddedWhereItIsIgnored() {
        assertEquals(List.of(), keys(pay("tags").git("tags.purpose", "tests")));
    }
}
