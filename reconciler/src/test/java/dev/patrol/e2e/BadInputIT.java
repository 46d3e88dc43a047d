package dev.patrol.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is wrong, it is said clearly and nothing is changed. */
@Tag("quick-bookworm")
class BadInputIT {
    private static final int ERROR = 1;
    private static final int DIFFERS = 2;
    private static final int UNDONE = 3;

    private static Stage stage;
    private static Snapshot before;
    private static String good;

    @BeforeAll
    static void aRunningCluster() {
        stage = Stage.running();
        before = Snapshot.of(stage.nodes());
        good = stage.definitions().head();
    }

    @AfterEach
    void theMistakeIsTakenBack() {
        stage.definitions().goBackTo(good);
    }

    @AfterAll
    static void nothingHasChanged() {
        assertEquals(List.of(), before.newIn(Snapshot.of(stage.nodes())));
    }

    static List<Arguments> mistakes() {
        String bomb = "raw:\n  local:\n    a: &a [x, x, x, x, x, x, x, x, x]\n"
                + "    b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]\n    c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]\n"
                + "    d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c]\n    e: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d]\n"
                + "    f: &f [*e, *e, *e, *e, *e, *e, *e, *e, *e]\n    g: [*f, *f, *f, *f, *f, *f, *f, *f, *f]\n";
        return List.of(
                Arguments.of("work_mem: 4MB", "work_mum: 4MB", "clusters/demo.yaml:8:5: ", "did you mean 'work_mem'?"),
                Arguments.of(
                        "max_connections: 60", "max_connections: many", "clusters/demo.yaml:6:", "max_connections"),
                Arguments.of("  pg3: ", "  pg2: ", "clusters/demo.yaml:18:3: ", "'pg2'"),
                Arguments.of("  pg3: ", "  pg1;reboot: ", "clusters/demo.yaml:18:3: ", "pg1;reboot"),
                Arguments.of("nodes:\n", bomb + "nodes:\n", "clusters/demo.yaml:", "alias"),
                Arguments.of("{env: DEMO_SUPERUSER}", "s3cret", "clusters/demo.yaml:11:", "secret"),
                Arguments.of("{env: DEMO_SUPERUSER}", "{env: NOT_SET}", "clusters/demo.yaml:11:", "NOT_SET"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMistakeInTheDefinitionIsNamedWithItsPlace(String words, String wrong, String place, String message) {
        Definitions mistaken = asAtFirst();
        mistaken.change(words, wrong);

        Run apply = patrol(mistaken).run("apply").expect(UNDONE);

        assertSays(apply, place, message);
    }

    /** Definitions whose lines are known; what is wrong with them must keep them from the nodes. */
    private static Definitions asAtFirst() {
        return Definitions.of(stage.nodes(), Stage.newFolder().resolve("definitions"));
    }

    private static Program patrol(Definitions definitions) {
        return stage.patrol(Program.Access.to(stage.nodes().lab()), definitions);
    }

    @Test
    void allMistakesAreSaidAtOnce() {
        Definitions mistaken = asAtFirst();
        mistaken.change("work_mem: 4MB", "work_mum: 4MB");
        mistaken.change("  pg3: ", "  pg3;reboot: ");

        Run validate = patrol(mistaken).launch("validate").expect(ERROR);

        assertSays(validate, "work_mum", "pg3;reboot");
    }

    @Test
    void twoClustersWithOneScopeInOneNamespaceAreBothRefused() {
        String other = stage.definitions()
                .read(Definitions.DEMO)
                .replace("cluster: demo", "cluster: other")
                .replace("patroni: {", "patroni: {scope: " + stage.nodes().scope() + ", ");
        stage.definitions().write("clusters/other.yaml", other);
        stage.definitions().commit();

        Run apply = stage.patrol().run("apply").expect(UNDONE);

        assertSays(apply, stage.nodes().scope(), "clusters/demo.yaml");
    }

    @Test
    void aBrokenDefinitionCostsOnlyItsOwnCluster() {
        stage.definitions().write("clusters/broken.yaml", "cluster: broken\nnodes: 7\n");
        stage.definitions().commit();

        Run apply = stage.patrol().launch("apply", "--format=json").expect(UNDONE);

        assertTrue(apply.out().contains("clusters/broken.yaml:2:"), apply::toString);
        assertEquals("in_sync", Program.planned(apply).outcome());
    }

    @Test
    void aRepositoryWithoutACommitIsAnError() {
        Definitions empty = Definitions.empty(Stage.newFolder().resolve("empty"));

        Run apply = patrol(empty).run("apply").expect(ERROR);

        assertSays(apply, empty.folder().toString());
    }

    @Test
    void aRepositoryWithoutDefinitionsIsAnError() {
        Definitions empty = Definitions.empty(Stage.newFolder().resolve("empty"));
        empty.commit();

        Run apply = patrol(empty).run("apply").expect(ERROR);

        assertSays(apply, "clusters/");
    }

    @Test
    void anUnknownRevisionIsAnError() {
        Run apply = stage.patrol().launch("apply", "--revision=no-such-branch").expect(ERROR);

        assertSays(apply, "no-such-branch");
    }

    @Test
    void anUnknownClusterIsAnError() {
        Run apply = stage.patrol().run("apply", "--cluster=dmeo").expect(ERROR);

        assertSays(apply, "dmeo");
    }

    @Test
    void aKeyThatIsTheClustersIdentityIsRefused() {
        stage.definitions().change("nodes:\n", "paths: {data_dir: /var/lib/postgresql/elsewhere}\nnodes:\n");

        Planned plan = stage.patrol().plan(DIFFERS);
        Planned apply = stage.patrol().apply(UNDONE);

        assertEquals("stalled", plan.outcome());
        assertEquals("stalled", apply.outcome());
        assertTrue(apply.reasons().contains("data_dir"), apply::reasons);
    }

    @Test
    void aFileThatPatroniRejectsIsNotPutInPlace() {
        stage.definitions().change("nodes:\n", "raw: {local: {postgresql: {pg_ctl_timeout: soon}}}\nnodes:\n");

        Run apply = stage.patrol().run("apply").expect(UNDONE);

        assertSays(apply, "--validate-config", "pg_ctl_timeout");
    }

    @Test
    void aMemberThatRunsAndLeftGitIsSaid() {
        String gone = stage.nodes().replicas().get(1);
        stage.definitions()
                .change("  %s: {address: %s}%n".formatted(gone, stage.nodes().address(gone)), "");

        Planned plan = stage.patrol().plan(DIFFERS);

        assertEquals("drifted", plan.outcome());
        assertTrue(
                plan.reasons().contains("member '" + gone + "' runs in this cluster and is not in Git"), plan::reasons);
    }

    @Test
    void aHostKeyThatIsNotTheKnownOneIsRefused() {
        Path wrong = Stage.newFolder().resolve("known_hosts");
        String lines = Definitions.readFile(stage.nodes().lab().knownHosts());
        Definitions.writeFile(
                wrong,
                lines.replace("pg1,", "pg0,")
                        .replaceAll("(?m)^pg2,(\\S+)", "pg2,$1," + stage.nodes().address("pg1"))
                        .replace("," + stage.nodes().address("pg1") + " ", ",0.0.0.0 "));
        Program patrol = stage.patrol(Program.Access.to(stage.nodes().lab()).trusting(wrong), stage.definitions());

        Run plan = patrol.run("plan").expect(UNDONE);

        assertSays(plan, "pg1", "host key");
    }

    @Test
    void aUserWithoutSudoIsToldSo() {
        Program patrol = stage.patrol(Program.Access.to(stage.nodes().lab()).as("nosudo"), stage.definitions());

        Run plan = patrol.run("plan").expect(UNDONE);

        assertSays(plan, "nosudo", "sudo");
    }

    private static void assertSays(Run run, String... words) {
        for (String word : words) {
            assertTrue(run.said().contains(word), () -> "'" + word + "' is not said by " + run);
        }
    }
}
