package dev.patrol.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patrol.lab.Lab;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What people change by hand, in whatever layer: found, said where, and enforced or left, as the definition asks. */
@Tag("proof")
class DriftIT {
    private static final String RELOAD_SERVER =
            "cd / && runuser -u postgres -- psql -XAtqc 'SELECT pg_reload_conf()' >&2";

    private Stage stage;
    private Nodes nodes;
    private String good;

    @BeforeEach
    void aRunningCluster() {
        stage = Stage.running();
        nodes = stage.nodes();
        good = stage.definitions().head();
    }

    @AfterEach
    void theDefinitionIsAsBefore() {
        stage.definitions().goBackTo(good);
    }

    @Test
    void twelveKindsOfDriftAreFoundInOnePlanAndUndoneByOneApply() {
        String logStatement = nodes.sql("pg3", "SHOW log_statement");
        editDynamicConfiguration();
        editPatronisFileOnPg1();
        spoilPatronisFileOnPg2();
        editServersFilesOnPg3();
        Path metrics = Stage.newFolder().resolve("patrol.prom");
        Snapshot before = Snapshot.of(nodes);

        Planned plan = stage.patrol().plan(2);

        assertEquals(
                List.of(
                        "DCS dynamic maximum_lag_on_failover dcs",
                        "DCS dynamic postgresql.parameters.work_mem dcs",
                        "pg1 file log.level patroni_file",
                        "pg1 file postgresql.pg_hba patroni_file",
                        "pg1 file restapi.connect_address patroni_file",
                        "pg1 service " + nodes.nativeUnit() + " systemd",
                        "pg2 effective (not read) not_loaded",
                        "pg2 effective postgresql.parameters.work_mem alter_system",
                        "pg2 file (owner) patroni_file",
                        "pg3 effective postgresql.parameters.log_statement server_file",
                        "pg3 effective postgresql.pg_hba server_file",
                        "pg3 file (mode) patroni_file"),
                plan.differences());
        assertEquals(List.of(), plan.disruptiveSteps());
        assertEquals(List.of(), before.newIn(Snapshot.of(nodes)), "a plan writes nothing on any node");

        stage.patrol().run("plan", "--metrics-textfile=" + metrics).expect(2);
        String drifted = Definitions.readFile(metrics);
        stage.patrol().run("apply", "--metrics-textfile=" + metrics).expect(0);
        String enforced = Definitions.readFile(metrics);

        assertGauge(drifted, "pg1", "file", 3);
        assertGauge(drifted, "pg1", "service", 1);
        assertGauge(drifted, "pg2", "effective", 2);
        assertGauge(drifted, "pg3", "file", 1);
        assertTrue(drifted.contains("patrol_dcs_drift{cluster=\"demo\"} 2.0"), drifted);
        assertFalse(enforced.matches("(?s).*patrol_(node|dcs)_drift\\{[^}]*\\} [1-9].*"), enforced);
        assertEquals(List.of(), stage.patrol().plan(0).differences());
        assertHealed(logStatement);
    }

    private void editDynamicConfiguration() {
        nodes.on(
                "pg1",
                "patronictl -c %s edit-config --quiet --force -p work_mem=3MB -s maximum_lag_on_failover=null >&2"
                        .formatted(nodes.configFile()));
        // Patroni writes its servers' files then, which would undo what is to come.
        Lab.await(
                "the edit in the servers",
                Duration.ofSeconds(30),
                () -> nodes.sqlOnAll("SHOW work_mem").equals(Nodes.everywhere("3MB")));
    }

    private void editPatronisFileOnPg1() {
        nodes.on("pg1", """
                sed -i -e 's/- host all all /- host all nobody /' -e '/^  connect_address: .*:8008/d' %s
                echo 'log: {level: DEBUG}' >>%s
                systemctl unmask %3$s
                systemctl enable %3$s
                """.formatted(nodes.configFile(), nodes.configFile(), nodes.nativeUnit()));
    }

    /** The file is as Git says, but for the tag, which it has lost: Patroni shows that it has read another one. */
    private void spoilPatronisFileOnPg2() {
        nodes.on("pg2", """
                sed -i '/^  patrol: t[0-9a-f]*$/d' %1$s
                grep -A 1 '^tags:$' %1$s | grep -q '^  ' || sed -i '/^tags:$/d' %1$s
                chown root:root %1$s
                """.formatted(nodes.configFile()));
        nodes.sql("pg2", "ALTER SYSTEM SET work_mem = '2MB'");
        nodes.on("pg2", RELOAD_SERVER);
    }

    private void editServersFilesOnPg3() {
        nodes.on(
                "pg3",
                """
                echo "log_statement = 'all'" >>%s/postgresql.conf
                echo 'host all all 0.0.0.0/0 trust' >>%s/pg_hba.conf
                chmod 644 %s
                """.formatted(nodes.configDirectory(), nodes.configDirectory(), nodes.configFile()) + RELOAD_SERVER);
        Lab.await(
                "the edit in the server",
                Duration.ofSeconds(30),
                () -> nodes.sql("pg3", "SHOW log_statement").equals("all"));
    }

    private void assertHealed(String logStatement) {
        assertEquals(Nodes.everywhere(stage.definitions().parameter("work_mem")), nodes.sqlOnAll("SHOW work_mem"));
        assertEquals(logStatement, nodes.sql("pg3", "SHOW log_statement"));
        assertEquals("0", nodes.sql("pg3", "SELECT count(*) FROM pg_hba_file_rules WHERE auth_method = 'trust'"));
        assertEquals(
                "0",
                nodes.sql(
                        "pg2", "SELECT count(*) FROM pg_file_settings WHERE sourcefile LIKE '%postgresql.auto.conf'"));
        assertEquals(
                Nodes.everywhere("600 postgres:postgres"), nodes.onAll("stat -c '%a %U:%G' " + nodes.configFile()));
        assertFalse(nodes.on("pg1", "systemctl is-enabled %s || true".formatted(nodes.nativeUnit()))
                .startsWith("enabled"));
    }

    private static void assertGauge(String metrics, String node, String layer, int value) {
        String line = "patrol_node_drift{cluster=\"demo\",layer=\"%s\",node=\"%s\"} %d.0".formatted(layer, node, value);
        assertTrue(metrics.contains(line), () -> line + " is not in\n" + metrics);
    }

    @Test
    void anObservedClusterIsReportedAndLeftAlone() {
        stage.definitions().setKey("drift", "{mode: observe}");
        nodes.sql("pg2", "ALTER SYSTEM SET work_mem = '2MB'");
        nodes.on("pg3", "echo 'log: {level: DEBUG}' >>" + nodes.configFile());
        Snapshot before = Snapshot.of(nodes);

        Planned plan = stage.patrol().plan(2);
        Planned apply = stage.patrol().apply(3);

        assertEquals(List.of(), plan.steps());
        assertEquals("drifted", apply.outcome());
        assertTrue(apply.reasons().contains("only reported"), apply::reasons);
        assertEquals(List.of(), before.newIn(Snapshot.of(nodes)));

        stage.definitions().setKey("drift", "{ignore: [postgresql.parameters.work_mem, log.*]}");
        assertEquals(List.of(), stage.patrol().plan(0).differences());
        nodes.sql("pg2", "ALTER SYSTEM RESET work_mem");
    }
}
