package dev.patrol.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patrol.lab.Lab;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** From nodes without a cluster to a running one. */
@Tag("quick-trixie")
class FirstStartIT {
    private static final List<String> START_IN_ORDER = List.of(
            "write_config pg1",
            "write_config pg2",
            "write_config pg3",
            "start_patroni pg1",
            "start_patroni pg2",
            "start_patroni pg3");

    private final Suite suite = Suite.ofThisRun();

    /** Also when etcd is away at first, and when the first pass is killed half-way. */
    @Test
    void emptyNodesBecomeAClusterPrimaryFirst() {
        Stage stage = Stage.empty("debian");
        withoutItsDcsNothingIsStarted(stage);
        aPlanChangesNothing(stage);
        aPassIsKilledAsSoonAsThereIsData(stage);

        stage.patrol().launch("apply").expect(0);

        assertRuns(stage);
        assertPrimaryCameFirst(stage);
        assertEquals(List.of(), stage.patrol().plan(0).steps());
        stage.clusterRuns();
    }

    private static void withoutItsDcsNothingIsStarted(Stage stage) {
        stage.nodes().onAll("systemctl stop etcd");
        Snapshot before = Snapshot.of(stage.nodes());

        Run apply = stage.patrol().run("apply").expect(3);

        assertTrue(apply.out().contains("etcd"), apply::toString);
        assertEquals(List.of(), before.newIn(Snapshot.of(stage.nodes())));
        stage.nodes().onAll("systemctl --no-block start etcd");
        stage.nodes().on("pg1", "until etcdctl endpoint health >/dev/null 2>&1; do sleep 0.2; done");
    }

    private static void aPlanChangesNothing(Stage stage) {
        Snapshot before = Snapshot.of(stage.nodes());

        Planned plan = stage.patrol().plan(2);

        assertEquals(START_IN_ORDER, plan.steps());
        assertEquals(List.of(), before.newIn(Snapshot.of(stage.nodes())), "a plan changes nothing");
    }

    private void aPassIsKilledAsSoonAsThereIsData(Stage stage) {
        Run.Background apply = stage.patrol().start("apply");
        Lab.await("data on pg1", Duration.ofSeconds(60), () -> hasData(stage, "pg1"));
        apply.kill();
    }

    @Test
    void theLayoutOfEnterpriseLinuxBecomesAClusterToo() {
        Stage stage = Stage.empty("el");
        stage.nodes().onAll("systemctl -q enable " + stage.nodes().nativeUnit());

        stage.patrol().run("apply").expect(0);

        assertRuns(stage);
        assertPrimaryCameFirst(stage);
        for (String node : Nodes.NAMES) {
            assertEquals("disabled", unitFileState(stage, node, stage.nodes().nativeUnit()));
        }
        assertEquals(List.of(), stage.patrol().plan(0).steps());
        stage.takeDown();
    }

    @Test
    void aRunningPostgresqlIsTakenOverWithItsData() {
        Stage stage = Stage.empty("debian");
        String systemIdentifier = startNatively(stage);

        stage.patrol().run("apply").expect(0);

        assertRuns(stage);
        assertPrimaryCameFirst(stage);
        assertEquals(systemIdentifier, systemIdentifier(stage, "pg1"));
        assertEquals(systemIdentifier, systemIdentifier(stage, "pg3"));
        assertEquals("42", stage.nodes().sql("pg3", "SELECT answer FROM kept"));
        assertNotEquals("enabled", unitFileState(stage, "pg1", stage.nodes().nativeUnit()));
        assertNotEquals("generated", unitFileState(stage, "pg1", stage.nodes().nativeUnit()));
        assertEquals(List.of(), stage.patrol().plan(0).steps());
        stage.clusterRuns();
    }

    private static void assertRuns(Stage stage) {
        assertEquals("pg1", stage.nodes().leader());
        assertEquals("pg2 pg3", stage.nodes().streamingFrom("pg1"));
        for (String node : Nodes.NAMES) {
            assertEquals("enabled", unitFileState(stage, node, stage.nodes().patroniUnit()));
            assertEquals(
                    "600 postgres:postgres",
                    stage.nodes().on(node, "stat -c '%a %U:%G' " + stage.nodes().configFile()));
        }
    }

    // Realtime clocks: all nodes have that of this machine.
    // A replica that starts before there is a leader says that it waits for one. Times of log lines prove less: Patroni
    // leads before it writes that it does.
    private static void assertPrimaryCameFirst(Stage stage) {
        String journal = "journalctl -q --no-pager -u " + stage.nodes().patroniUnit();
        for (String replica : List.of("pg2", "pg3")) {
            String said = stage.nodes().on(replica, journal);
            assertTrue(said.contains("from leader 'pg1'"), said);
            assertFalse(said.contains("waiting for leader to bootstrap"), said);
            assertFalse(said.contains("initialize lock"), said);
        }
    }

    private String startNatively(Stage stage) {
        Nodes lab = stage.nodes();
        lab.on(
                "pg1",
                "pg_createcluster %d demo >&2 && systemctl start %s"
                        .formatted(suite.postgresql(), stage.nodes().nativeUnit()));
        lab.sql("pg1", "CREATE TABLE kept AS SELECT 42 AS answer");
        lab.sql("pg1", "ALTER ROLE postgres PASSWORD '%s'".formatted(Program.SUPERUSER_PASSWORD.replace("'", "''")));
        lab.sql(
                "pg1",
                "CREATE ROLE replicator REPLICATION LOGIN PASSWORD '%s'".formatted(Program.REPLICATION_PASSWORD));
        return systemIdentifier(stage, "pg1");
    }

    private static String systemIdentifier(Stage stage, String node) {
        return stage.nodes().sql(node, "SELECT system_identifier FROM pg_control_system()");
    }

    private boolean hasData(Stage stage, String node) {
        return stage.nodes()
                .on(
                        node,
                        "test -e /var/lib/postgresql/%d/demo/PG_VERSION && echo yes || true"
                                .formatted(suite.postgresql()))
                .equals("yes");
    }

    private static String unitFileState(Stage stage, String node, String unit) {
        return stage.nodes().on(node, "systemctl show --value -p UnitFileState " + unit);
    }
}
