package dev.patrol.view;

import static dev.patrol.testing.Sketch.cluster;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patrol.apply.Work;
import dev.patrol.definition.ClusterName;
import dev.patrol.definition.Revision;
import dev.patrol.diff.Attribution;
import dev.patrol.diff.ClusterDiff;
import dev.patrol.plan.Planner;
import dev.patrol.reconcile.ClusterReport;
import dev.patrol.reconcile.FleetReport;
import dev.patrol.reconcile.Selection;
import dev.patrol.remote.NodeReading.FileTimes;
import dev.patrol.status.ClusterStatus;
import dev.patrol.status.Outcome;
import dev.patrol.testing.ServerSketch;
import dev.patrol.testing.Sketch;
import dev.patrol.yaml.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Plans as people read them, byte for byte. A change of these files changes nothing on any cluster; it is to be read aloud.
 */
class PlanGoldenTest {
    private static final Path GOLDEN = Path.of("src", "test", "resources", "dev", "patrol", "view", "plans");
    private static final Revision NOW = new Revision("4f1c2a9be0d94cd3a7f4d9be6f6a3f7c1f0a9d21");
    private static final Revision EARLIER = new Revision("9b1d0c77a54e0e6c1f6a9a4f0e2b7f7a3b1c9e55");
    private static final Instant ENDED = Instant.parse("2026-11-22T12:00:00Z");

    private static Sketch three(String name, String... nodes) {
        return cluster(name).primary(nodes[0]).replica(nodes[1]).replica(nodes[2]);
    }

    private static Sketch three(String name) {
        return three(name, name + "-1", name + "-2", name + "-3");
    }

    @Test
    void thePageForOperatorsShowsOne() throws IOException {
        String page = Files.readString(Path.of("docs", "operations.md"));

        assertTrue(page.contains("```\n" + Files.readString(GOLDEN.resolve("fleet.txt")) + "```\n"));
    }

    @Test
    void oneSettingThatReloads() throws IOException {
        assertGolden("reload", committed(three("demo").gitDynamic("postgresql.parameters.work_mem", "64MB")));
    }

    @Test
    void aRollingRestart() throws IOException {
        assertGolden("restart", committed(three("demo").gitDynamic("postgresql.parameters.max_connections", 150L)));
    }

    @Test
    void aNewCluster() throws IOException {
        Sketch fresh = cluster("demo").fresh("pg1").fresh("pg2").fresh("pg3").dcsEmpty();

        assertGolden("new-cluster", report(fresh, false, Outcome.Kind.OUT_OF_DATE));
    }

    @Test
    void whatSomebodyChanged() throws IOException {
        Sketch drifted = cluster("orders")
                .primary("orders-db-frankfurt-1")
                .handEdit("postgresql.parameters.work_mem", "1GB")
                .replica("orders-db-frankfurt-2")
                .replica("orders-db-paris-1")
                .handEdit("log.level", "DEBUG")
                .dynamicEdit("loop_wait", 20L);

        assertGolden("drifted", report(drifted, true, Outcome.Kind.DRIFTED));
    }

    @Test
    void aCommitOverSomethingThatSomebodyChanged() throws IOException {
        Sketch both =
                three("orders").git("postgresql.parameters.work_mem", "64MB").dynamicEdit("ttl", 60L);

        assertGolden("both", report(both, false, Outcome.Kind.DRIFTED));
    }

    @Test
    void aSecretThatChangedWhereItIsKept() throws IOException {
        Instant written = ENDED.minusSeconds(7200);
        Sketch rotated = cluster("orders")
                .primary("pg1")
                .with(node -> node.times = Optional.of(new FileTimes(written, written)))
                .replica("pg2")
                .with(node -> node.times = Optional.of(new FileTimes(written, written)))
                .git("restapi.authentication.password", new Secret("another-password"));

        assertGolden("secret", report(rotated, true, Outcome.Kind.OUT_OF_DATE));
    }

    @Test
    void anEditByHandIsNotHiddenByACommitOfTheSameKey() {
        ServerSketch server = new ServerSketch();
        server.auto.put("work_mem", "12MB");
        Sketch altered = cluster("orders")
                .primary("pg1")
                .replica("pg2")
                .with(node -> node.server = Optional.of(server))
                .gitDynamic("postgresql.parameters.work_mem", "64MB");

        String shown = new TextPlanView(Ink.PLAIN, false)
                .show(fleet("More memory", List.of(report(altered, false, Outcome.Kind.DRIFTED))));

        assertTrue(
                shown.matches("(?s).*  drift:\n    pg2  . postgresql.parameters.work_mem.*ALTER SYSTEM in.*"), shown);
    }

    @Test
    void whatWaitsAndWhatIsHeld() throws IOException {
        Sketch waiting = cluster("orders")
                .primary("pg1")
                .replica("pg2")
                .lag(Sketch.mb(200))
                .replica("pg3")
                .gitDynamic("postgresql.parameters.max_connections", 150L);

        assertGolden("waiting", report(waiting, false, Outcome.Kind.WAITING));
    }

    @Test
    void aCommitOverThreeHundredClusters() throws IOException {
        List<ClusterReport> clusters = new ArrayList<>();
        for (int i = 1; i <= 297; i++) {
            clusters.add(
                    committed(three("shop%03d".formatted(i)).gitDynamic("postgresql.parameters.work_mem", "64MB")));
        }
        clusters.add(report(three("billing"), true, Outcome.Kind.IN_SYNC));
        clusters.add(report(three("ledger").dynamicEdit("ttl", 60L), true, Outcome.Kind.DRIFTED));
        clusters.add(committed(three("search").gitDynamic("postgresql.parameters.max_connections", 150L)));

        assertGolden("fleet", clusters.toArray(ClusterReport[]::new));
    }

    @Test
    void aCommentOnAPullRequestStaysWithinItsLimitAndMentionsNobody() {
        List<ClusterReport> clusters = new ArrayList<>();
        for (int i = 1; i <= 300; i++) {
            clusters.add(committed(three("shop%03d".formatted(i))
                    .git("postgresql.pg_hba", List.of("host all @dba-team 10.0." + i + ".0/24 md5 # see #" + i))));
        }

        String comment = MarkdownPlanView.show(fleet("Let @dba-team in, see #12", clusters));

        assertTrue(comment.length() < 65_536, () -> comment.length() + " characters");
        assertTrue(comment.contains("more cluster(s) do not fit here"));
        String outsideCode = comment.replaceAll("(?s)<pre>.*?</pre>", "");
        assertTrue(!outsideCode.contains("@dba") && !outsideCode.contains("#12"), outsideCode);
    }

    private static ClusterReport committed(Sketch sketch) {
        return report(sketch, false, Outcome.Kind.OUT_OF_DATE);
    }

    private static ClusterReport report(Sketch sketch, boolean isCurrent, Outcome.Kind outcome) {
        Attribution attribution =
                new Attribution(isCurrent, Optional.of(sketch.renderedBefore()), Optional.of(ENDED.minusSeconds(3600)));
        Planner.Evidence evidence = sketch.evidence();
        ClusterDiff diff = attribution.of(evidence.diff(), evidence.seen());
        Work work = new Work(
                sketch.wanted().definition(),
                evidence.wanted(),
                evidence.seen(),
                sketch.plan(new Planner.Evidence(evidence.wanted(), evidence.seen(), diff)));
        boolean isNew = work.seen().leader().isEmpty();
        ClusterStatus status = new ClusterStatus(
                new ClusterName(sketch.wanted().definition().name().value()),
                Outcome.of(outcome),
                NOW,
                isNew ? Optional.empty() : Optional.of(isCurrent ? NOW : EARLIER),
                ENDED,
                isNew ? Optional.empty() : Optional.of(ENDED.minusSeconds(3600)),
                new TreeMap<>(),
                Optional.empty(),
                Map.of());
        return new ClusterReport(status, Optional.of(work), List.of(), List.of());
    }

    private static FleetReport fleet(String subject, List<ClusterReport> clusters) {
        FleetReport.Span span = new FleetReport.Span(ENDED.minusSeconds(1), ENDED);
        return new FleetReport(NOW, "main", Optional.of(subject), Selection.ALL, clusters, List.of(), span);
    }

    private static void assertGolden(String name, ClusterReport... clusters) throws IOException {
        FleetReport report = fleet("Give the shop more memory", List.of(clusters));
        assertGolden(name + ".txt", new TextPlanView(Ink.PLAIN, false).show(report));
        assertGolden(name + "-unfolded.txt", new TextPlanView(Ink.PLAIN, true).show(report));
        assertGolden(name + ".md", MarkdownPlanView.show(report));
    }

    private static void assertGolden(String file, String shown) throws IOException {
        Path golden = GOLDEN.resolve(file);
        if (Boolean.getBoolean("patrol.golden.record")) {
            Files.createDirectories(GOLDEN);
            Files.writeString(golden, shown);
        }
        assertEquals(Files.readString(golden), shown);
    }
}
