package dev.patrol.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patrol.lab.Lab;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Commits that change a running cluster, and edits by hand that Git does not know of. */
@Tag("quick-bookworm")
class ChangeIT {
    private Stage stage;

    @BeforeEach
    void aRunningCluster() {
        stage = Stage.running();
    }

    @Test
    void nothingToDoWritesNothingAndRestartsNothing() {
        Snapshot before = Snapshot.of(stage.nodes());

        Planned plan =
                Program.planned(stage.patrol().launch("plan", "--format=json").expect(0));
        Planned apply =
                Program.planned(stage.patrol().launch("apply", "--format=json").expect(0));

        assertEquals(List.of(), plan.steps());
        assertEquals("in_sync", apply.outcome());
        assertEquals(List.of(), before.newIn(Snapshot.of(stage.nodes())));
    }

    @Test
    void reloadOnlyChangesReachAllServersWithoutARestart() {
        SortedMap<String, String> before = stage.nodes().postmasterStarts();
        String workMem = stage.definitions().grow("work_mem", 1);
        stage.definitions().addRule("{type: host, database: orders, user: app, address: 10.9.8.0/24, method: reject}");

        Planned plan = stage.patrol().plan(2);
        stage.patrol().run("apply").expect(0);

        assertEquals(List.of(), plan.disruptiveSteps());
        assertTrue(
                plan.keys().toString().contains("work_mem"), () -> plan.keys().toString());
        assertTrue(plan.keys().toString().contains("pg_hba"), () -> plan.keys().toString());
        for (String node : Nodes.NAMES) {
            assertEquals(workMem, stage.nodes().sql(node, "SHOW work_mem"));
            assertEquals(
                    "reject",
                    stage.nodes().sql(node, "SELECT auth_method FROM pg_hba_file_rules WHERE 'app' = ANY (user_name)"));
        }
        assertEquals(before, stage.nodes().postmasterStarts());
        assertEquals(List.of(), stage.patrol().plan(0).steps());
    }

    @Test
    void moreConnectionsRestartEachServerOnceReplicasFirst() {
        assertRestartsEachOnceReplicasFirst("max_connections");
    }

    @Test
    void afterASwitchoverTheNewLeaderIsRestartedLast() {
        String candidate = stage.switchOver();

        assertEquals(List.of(), stage.patrol().plan(0).steps());
        assertRestartsEachOnceReplicasFirst("shared_buffers");
        assertEquals(candidate, stage.nodes().leader());
    }

    @Test
    void whatDisruptsWaitsUntilEveryNodeIsSeenAndFewerConnectionsAreInEffectThen() {
        String files = "stat -c '%n %i %Y %s' /etc/patroni/*; sha256sum /etc/patroni/*";
        SortedMap<String, String> filesBefore = stage.nodes().onAll(files);
        String leader = stage.nodes().leader();
        String away = stage.nodes().replicas().get(1);
        String other = stage.nodes().replicas().get(0);
        String connections;
        stage.cutOff(away);
        try {
            Planned unchanged = stage.patrol().plan(3);
            Planned nothing = stage.patrol().apply(3);

            assertEquals("waiting", unchanged.outcome());
            assertEquals("waiting", nothing.outcome());
            assertTrue(nothing.reasons().contains("'" + away + "' is unreachable"), nothing::reasons);
            assertEquals(filesBefore, stage.nodes().onAll(files));

            connections = stage.definitions().grow("max_connections", -1);
            Planned apply = stage.patrol().apply(3);

            assertEquals("waiting", apply.outcome(), apply::reasons);
            assertTrue(apply.reasons().contains("'" + away + "' is unreachable"), apply::reasons);
            assertEquals(List.of(other, leader), apply.done("write_config"), "an etcd host less is no reason to stop");
            assertEquals(List.of(), apply.done("change_dynamic"));
            assertEquals(List.of(), apply.done("restart"));
            assertEquals("", stage.nodes().on(other, "ls /etc/patroni | grep patrol-new || true"));
        } finally {
            stage.rejoin(away);
        }

        stage.patrol().run("apply").expect(0);

        assertEquals(Nodes.everywhere(connections), stage.nodes().sqlOnAll("SHOW max_connections"));
        assertEquals(List.of(), stage.patrol().plan(0).steps());
    }

    private void assertRestartsEachOnceReplicasFirst(String parameter) {
        String leader = stage.nodes().leader();
        SortedMap<String, String> before = stage.nodes().postmasterStarts();
        String value = stage.definitions().grow(parameter, 1);

        Planned plan = stage.patrol().plan(2);
        Planned apply = stage.patrol().apply(0);

        SortedMap<String, String> after = stage.nodes().postmasterStarts();
        List<String> order = after.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.naturalOrder()))
                .map(Map.Entry::getKey)
                .toList();
        assertEquals(3, plan.disruptiveSteps().size(), plan::toString);
        assertEquals(order, apply.done("restart"), "each once, in the order of their new start times");
        assertEquals(leader, order.get(2));
        before.forEach((node, start) -> assertNotEquals(start, after.get(node), node));
        assertEquals(Nodes.everywhere(value), stage.nodes().sqlOnAll("SHOW " + parameter));
        assertEquals(List.of(), stage.patrol().plan(0).steps());
    }

    @Test
    void anEditByHandIsNamedAndUndone() {
        String file = stage.nodes().configFile();
        String before = stage.nodes().fileWithoutMarks("pg2");
        SortedMap<String, String> starts = stage.nodes().postmasterStarts();
        stage.nodes().on("pg2", "echo 'log: {level: DEBUG}' >>%s && chmod 644 %s".formatted(file, file));

        Planned plan = stage.patrol().plan(2);
        stage.patrol().run("apply").expect(0);

        assertEquals(List.of("write_config pg2", "reload pg2"), plan.steps());
        assertEquals(List.of("(mode)", "log.level"), plan.keys());
        assertEquals(before, stage.nodes().fileWithoutMarks("pg2"));
        assertEquals("600 postgres:postgres", stage.nodes().on("pg2", "stat -c '%a %U:%G' " + file));
        assertEquals(starts, stage.nodes().postmasterStarts());
    }

    @Test
    void commentsAndOrderInAFileAreNoDifference() {
        // So that the file has the tag by which Patroni tells that it has read it.
        stage.definitions().setKey("tags", "{purpose: comments}");
        stage.patrol().run("apply").expect(0);
        stage.nodes()
                .on("pg3", "printf '\\n# said by hand\\n' >>" + stage.nodes().configFile());

        assertEquals(List.of(), stage.patrol().plan(0).steps());
    }

    @Test
    void anEditOfTheDynamicConfigurationIsNamedAndUndone() {
        stage.nodes()
                .on(
                        "pg1",
                        "patronictl -c %s edit-config --quiet --force -p work_mem=3MB >&2"
                                .formatted(stage.nodes().configFile()));

        Planned plan = stage.patrol().plan(2);
        stage.patrol().run("apply").expect(0);

        assertEquals(List.of("postgresql.parameters.work_mem"), plan.keys());
        assertEquals(
                Nodes.everywhere(stage.definitions().parameter("work_mem")),
                stage.nodes().sqlOnAll("SHOW work_mem"));
    }

    /** As after a kill between the two: the new file is in place, and Patroni has not read it. */
    @Test
    void aReloadThatIsOwedIsMadeUpFor() {
        stage.definitions().setKey("tags", "{purpose: tests}");
        Path rendered = Stage.newFolder();
        stage.patrol().run("render", "--with-secrets", "--output=" + rendered).expect(0);
        for (String node : Nodes.NAMES) {
            putInPlace(node, rendered.resolve("demo").resolve(node + ".yaml"));
        }

        Planned plan = stage.patrol().plan(2);
        stage.patrol().run("apply").expect(0);

        assertEquals(
                List.of("reload"),
                plan.steps().stream().map(step -> step.split(" ")[0]).distinct().toList());
        assertTrue(
                stage.nodes().on("pg1", "curl -s http://127.0.0.1:8008/patroni").contains("\"purpose\": \"tests\""));
        assertEquals(List.of(), stage.patrol().plan(0).steps());
    }

    private void putInPlace(String node, Path file) {
        String text =
                Base64.getEncoder().encodeToString(Definitions.readFile(file).getBytes(StandardCharsets.UTF_8));
        stage.nodes()
                .on(node, "base64 -d <<<%s >%s".formatted(text, stage.nodes().configFile()));
    }

    @Test
    void aPassThatIsKilledAnywhereIsFinishedByTheNext() {
        stage.definitions().setKey("tags", "{purpose: kills}");
        String workMem = stage.definitions().grow("work_mem", 1);
        String connections = stage.definitions().grow("max_connections", 1);
        for (String sign : List.of("write Patroni's file", "reload Patroni", "restart PostgreSQL")) {
            Run.Background apply = stage.patrol().start("apply");
            Lab.await(
                    "'" + sign + "' or the end",
                    Duration.ofSeconds(60),
                    () -> apply.printed().contains(sign) || !apply.process().isAlive());
            apply.kill();
        }

        stage.patrol().run("apply").expect(0);

        assertEquals(
                Nodes.everywhere(connections + " " + workMem),
                stage.nodes()
                        .sqlOnAll("SELECT current_setting('max_connections') || ' ' || current_setting('work_mem')"));
        assertEquals(List.of(), stage.patrol().plan(0).steps());
    }

    @Test
    void whatIsDifferentIsCountedInMetrics() {
        Path metrics = Stage.newFolder().resolve("patrol.prom");
        String drift = "patrol_node_drift{cluster=\"demo\",layer=\"file\",node=\"pg2\"}";
        stage.nodes().on("pg2", "echo 'log: {level: DEBUG}' >>" + stage.nodes().configFile());

        stage.patrol().run("plan", "--metrics-textfile=" + metrics).expect(2);
        String drifted = Definitions.readFile(metrics);
        stage.patrol().run("apply", "--metrics-textfile=" + metrics).expect(0);
        String enforced = Definitions.readFile(metrics);

        assertTrue(drifted.contains(drift + " 1.0"), drifted);
        assertTrue(enforced.contains(drift + " 0.0"), enforced);
        assertTrue(enforced.contains("patrol_cluster_status{cluster=\"demo\",status=\"changed\"} 1.0"), enforced);
        assertFalse(enforced.contains("pg2\"} NaN"), enforced);
    }
}
