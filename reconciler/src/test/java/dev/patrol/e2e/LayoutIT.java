package dev.patrol.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patrol.e2e.PgEdgeNodes.Generation;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Clusters that pgEdge's role has begun. {@code debian} and {@code el} are in {@link FirstStartIT}. */
@Tag("trixie")
@Tag("proof")
@ParameterizedClass
@EnumSource(Generation.class)
class LayoutIT {
    @Parameter
    private Generation generation;

    @Test
    void whatTheRoleHasBegunIsTakenOverAndThenLeftAlone() {
        Stage stage = Stage.empty("debian");
        Nodes nodes = stage.nodes();
        PgEdgeNodes role = PgEdgeNodes.of(generation, nodes);
        Program patrol = patrol(stage, role);
        String identifier = nodes.sql("pg1", "SELECT system_identifier FROM pg_control_system()");

        Planned plan = patrol.plan(2);
        patrol.run("apply").expect(0);

        List<String> starts = plan.steps().stream()
                .filter(step -> step.startsWith("start_patroni"))
                .toList();
        assertEquals(List.of("start_patroni pg1", "start_patroni pg2", "start_patroni pg3"), starts);
        assertEquals("pg1", nodes.leader());
        assertEquals("pg2 pg3", nodes.streamingFrom("pg1"));
        assertEquals(Nodes.everywhere(identifier), nodes.sqlOnAll("SELECT system_identifier FROM pg_control_system()"));
        assertEquals(Nodes.everywhere("on"), nodes.sqlOnAll("SHOW ssl"));
        assertEquals(
                Nodes.everywhere("600 postgres:postgres enabled active"),
                nodes.onAll("echo $(stat -c '%%a %%U:%%G' %s; systemctl is-enabled %s; systemctl is-active %2$s)"
                        .formatted(generation.configFile(), generation.patroniUnit())));
        nodes.onAll("! systemctl -q is-enabled " + generation.nativeUnit());
        assertEquals("42", nodes.on("pg3", "cd / && runuser -u postgres -- psql -XAtqc 'TABLE kept' demo"));

        Snapshot before = Snapshot.of(nodes);
        var postmasters = nodes.postmasterStarts();
        assertEquals(List.of(), patrol.plan(0).steps());
        assertEquals("in_sync", patrol.apply(0).outcome());
        assertEquals(List.of(), before.newIn(Snapshot.of(nodes)));
        assertEquals(postmasters, nodes.postmasterStarts());
        Run status = patrol.run("status").expect(0);
        assertTrue(status.out().contains("demo-z1") && status.out().contains("in sync"), status::toString);
    }

    private static Program patrol(Stage stage, PgEdgeNodes role) {
        Path home = Stage.newFolder();
        stage.definitions().write(Definitions.DEMO, role.definition());
        stage.definitions().commit();
        return Program.in(
                home,
                Program.Access.to(stage.nodes().lab()),
                stage.definitions().folder(),
                role.settings(home.resolve("tls")));
    }
}
