package dev.patrol.reconcile;

import static dev.patrol.testing.Wanted.wanted;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patrol.apply.PlanExecutor;
import dev.patrol.apply.StepResult;
import dev.patrol.definition.ClusterDefinition;
import dev.patrol.definition.ClusterName;
import dev.patrol.definition.DefinitionFiles;
import dev.patrol.definition.Login;
import dev.patrol.definition.NodeDefinition;
import dev.patrol.definition.Revision;
import dev.patrol.lease.FileLeases;
import dev.patrol.observe.Observer;
import dev.patrol.observe.ServerInquiry;
import dev.patrol.plan.Planner;
import dev.patrol.problem.Location;
import dev.patrol.problem.Problems;
import dev.patrol.problem.Reason;
import dev.patrol.remote.DcsReading;
import dev.patrol.remote.NodeReading;
import dev.patrol.remote.UnreachableException;
import dev.patrol.remote.ValidationReport;
import dev.patrol.safety.SafetyRules;
import dev.patrol.secrets.SecretReference;
import dev.patrol.simulator.Operator;
import dev.patrol.simulator.SimulatedCluster;
import dev.patrol.source.Checkout;
import dev.patrol.source.SourceException;
import dev.patrol.status.ClusterStatus;
import dev.patrol.status.FileStatusStore;
import dev.patrol.status.Outcome;
import dev.patrol.status.StatusStore;
import dev.patrol.testing.DirectThreads;
import dev.patrol.view.LogListener;
import dev.patrol.view.Wording;
import dev.patrol.yaml.Secret;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Passes over a fleet, from the files in Git to the statuses, on one cluster that behaves and others that do not. */
class FleetPassTest {
    private static final String PASSWORD = "hunter2-hunter2";
    private static final ClusterName PAY = new ClusterName("pay");
    private static final ClusterName ORDERS = new ClusterName("orders");
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-01T12:00:00Z"), ZoneOffset.UTC);
    private static final String FLEET = """
            layout: debian
            postgresql: {version: 17}
            users:
              superuser: {password: {env: SUPERUSER}}
              replication: {password: {env: REPLICATION}}
            """;
    private static final String PAY_FILE = """
            cluster: pay
            postgresql: {parameters: {work_mem: 4MB, max_connections: 100}}
            nodes:
              pay-1: {address: 10.0.0.1}
              pay-2: {address: 10.0.0.2}
            """;
    private static final String ORDERS_FILE = """
            cluster: orders
            nodes:
              orders-1: {address: 10.0.0.3}
            """;

    @TempDir
    private Path folder;

    private final SimulatedCluster pay = SimulatedCluster.fresh(wanted("17-pay", "pay-1", "pay-2"));
    private final Map<String, String> files = new TreeMap<>();
    private final List<String> told = new ArrayList<>();
    private boolean secretsAreThere = true;
    private final Set<String> fragile = new HashSet<>();
    private StatusStore statuses;
    private FleetPass pass;

    @BeforeEach
    void wire() {
        files.put("fleet.yaml", FLEET);
        files.put("clusters/pay.yaml", PAY_FILE);
        statuses = new FragileStatusStore(new FileStatusStore(folder.resolve("clusters")), fragile);
        Observer observer = new Observer(this::read, this::readDcs, new DirectThreads());
        PlanExecutor executor = new PlanExecutor(
                observer, new PlanExecutor.Controls(pay, pay, Operator.LIMITS), SafetyRules.DEFAULT, pay.time);
        Reconciler reconciler = new Reconciler(
                new Assessor(
                        this::secret,
                        observer,
                        new ServerInquiry(pay),
                        new Planner(SafetyRules.DEFAULT, pay.time::now)),
                executor::execute);
        pass = new FleetPass(
                () -> new Checkout(
                        new Revision("0123456789abcdef"), "main", Optional.empty(), DefinitionFiles.of(files)),
                reconciler,
                new FleetPass.Memory(statuses, new FileLeases(folder.resolve("locks"))),
                new DirectThreads(),
                CLOCK);
    }

    private Secret secret(SecretReference reference, Problems problems) {
        if (!secretsAreThere) {
            problems.error(Location.NOWHERE, "the secret is missing");
        }
        return new Secret(PASSWORD);
    }

    private NodeReading read(NodeDefinition node) throws UnreachableException {
        if (!pay.nodes.containsKey(node.name().value())) {
            throw new UnreachableException(Reason.said("cannot reach node '" + node.name() + "'"));
        }
        return pay.read(node);
    }

    private DcsReading readDcs(ClusterDefinition cluster, Optional<Login> login) throws UnreachableException {
        return pay.read(cluster, login);
    }

    private final PassEvents events = new PassEvents() {
        @Override
        public void stepFinished(ClusterName cluster, StepResult result) {
            told.add(result.kind().label() + " " + result.step().kind());
        }

        @Override
        public void clusterFinished(ClusterReport report) {
            told.add(report.status().cluster() + " "
                    + report.status().outcome().kind().label());
        }

        @Override
        public void fleetFinished(FleetReport report) {
            told.add("fleet");
        }

        @Override
        public void fetchFailed(String reason) {
            told.add(reason);
        }
    };

    private FleetReport run(FleetPass.Mode mode, Selection selection) throws SourceException {
        return pass.run(mode, selection, events);
    }

    private FleetReport apply() throws SourceException {
        return run(FleetPass.Mode.APPLY, Selection.ALL);
    }

    private Outcome.Kind outcome(ClusterName cluster) {
        return statuses.read(cluster).map(ClusterStatus::outcome).orElseThrow().kind();
    }

    @Test
    void aCommitBecomesARunningClusterAndTheNextPassFindsNothingToDo() throws SourceException {
        apply();
        assertEquals(Outcome.Kind.CHANGED, outcome(PAY));
        assertEquals("pay-1", pay.leader().orElseThrow().name);
        pay.calls.clear();

        apply();

        assertEquals(Outcome.Kind.IN_SYNC, outcome(PAY));
        assertEquals(List.of(), pay.calls);
    }

    @Test
    void aLaterCommitBecomesExactlyItsChanges() throws SourceException {
        apply();
        files.put("clusters/pay.yaml", PAY_FILE.replace("max_connections: 100", "max_connections: 200"));

        apply();

        assertEquals(Outcome.Kind.CHANGED, outcome(PAY), () -> told.toString());
        assertEquals("200", pay.node("pay-1").running.get("max_connections"));
        assertTrue(pay.nodes.values().stream().allMatch(node -> node.restarts == 1));
        assertEquals(List.of(), pay.injuries);
    }

    @Test
    void aBrokenDefinitionStallsItsClusterAlone() throws SourceException {
        files.put("clusters/orders.yaml", ORDERS_FILE + "max_conections: 3\n");

        FleetReport report = apply();

        assertEquals(Outcome.Kind.STALLED, outcome(ORDERS));
        assertEquals(Outcome.Kind.CHANGED, outcome(PAY));
        assertTrue(report.problems().toString().contains("clusters/orders.yaml:4:1"), report.problems()::toString);
    }

    @Test
    void anIneffectiveRestartIsNotForgottenWhileTheDefinitionIsBroken() throws SourceException {
        restartIneffectively();
        files.put("clusters/pay.yaml", PAY_FILE + "nonsense: 1\n");
        apply();
        assertEquals(Map.of(), statuses.read(PAY).orElseThrow().nodes());
        files.put("clusters/pay.yaml", PAY_FILE);

        apply();

        assertEquals(Outcome.Kind.STALLED, outcome(PAY));
        assertEquals(1, pay.node("pay-2").restarts);
    }

    @Test
    void anIneffectiveRestartIsNotForgottenWhileASecretIsMissing() throws SourceException {
        restartIneffectively();
        secretsAreThere = false;
        apply();
        assertEquals(Map.of(), statuses.read(PAY).orElseThrow().nodes());
        secretsAreThere = true;

        apply();

        assertEquals(Outcome.Kind.STALLED, outcome(PAY));
        assertEquals(1, pay.node("pay-2").restarts);
    }

    private void restartIneffectively() throws SourceException {
        apply();
        pay.node("pay-2").pending = true;
        pay.surprises.put(
                "restart pay-2",
                node -> pay.time.in(Duration.ofSeconds(4), () -> {
                    node.pending = true;
                }));
        apply();
        assertEquals(1, pay.node("pay-2").restarts);
    }

    @Test
    void aStatusThatCannotBeWrittenStallsItsClusterAlone() throws SourceException {
        files.put("clusters/orders.yaml", ORDERS_FILE);
        fragile.add("record pay");

        FleetReport report = apply();

        ClusterReport paid = report(report, PAY);
        assertEquals(Outcome.Kind.STALLED, paid.status().outcome().kind());
        assertEquals(
                List.of("cannot record pay"), Wording.of(paid.status().outcome().reasons()));
        assertFalse(paid.results().isEmpty(), "what was done is still told");
        assertEquals(Outcome.Kind.WAITING, outcome(ORDERS));
        assertTrue(told.contains("pay stalled"), told::toString);
        assertEquals("fleet", told.get(told.size() - 1));
    }

    @Test
    void aStatusThatCannotBeReadStallsItsClusterAloneAndNothingIsDoneThere() throws SourceException {
        files.put("clusters/orders.yaml", ORDERS_FILE + "nonsense: 1\n");
        fragile.add("read pay");
        fragile.add("read orders");

        FleetReport report = apply();

        assertEquals(
                List.of("cannot read pay"),
                Wording.of(report(report, PAY).status().outcome().reasons()));
        assertEquals(List.of(), pay.calls);
        List<String> reasons =
                Wording.of(report(report, ORDERS).status().outcome().reasons());
        assertTrue(reasons.get(0).startsWith("clusters/orders.yaml:4:1"), reasons::toString);
        assertEquals("cannot read orders", reasons.get(reasons.size() - 1));
        assertEquals(List.of("orders stalled", "pay stalled", "fleet"), told);
    }

    @Test
    void aStatusThatCannotBeForgottenCostsNothing() throws SourceException {
        fragile.add("retain");

        apply();

        assertEquals(Outcome.Kind.CHANGED, outcome(PAY));
        assertEquals("fleet", told.get(told.size() - 1));
    }

    private static ClusterReport report(FleetReport fleet, ClusterName cluster) {
        return fleet.clusters().stream()
                .filter(report -> report.status().cluster().equals(cluster))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void anUnreachableClusterWaitsAloneToo() throws SourceException {
        files.put("clusters/orders.yaml", ORDERS_FILE);

        apply();

        assertEquals(Outcome.Kind.WAITING, outcome(ORDERS));
        assertEquals(Outcome.Kind.CHANGED, outcome(PAY));
    }

    @Test
    void lookingTouchesNeitherNodesNorTheStateFolder() throws SourceException {
        FleetReport report = run(FleetPass.Mode.LOOK, Selection.ALL);

        assertEquals(
                Outcome.Kind.OUT_OF_DATE,
                report.clusters().get(0).status().outcome().kind());
        assertEquals(List.of(), pay.calls);
        assertEquals(List.of(), statuses.readAll());
    }

    @Test
    void aClusterThatLeavesGitIsForgottenButNotByAPassOverPartOfTheFleet() throws SourceException {
        files.put("clusters/orders.yaml", ORDERS_FILE);
        apply();
        files.remove("clusters/orders.yaml");

        run(FleetPass.Mode.APPLY, new Selection(Set.of(PAY), Set.of()));
        assertTrue(statuses.read(ORDERS).isPresent());

        apply();
        assertFalse(statuses.read(ORDERS).isPresent());
    }

    @Test
    void aRepositoryThatCannotBeReadIsToldAndEndsThePass() {
        FleetPass unread = new FleetPass(
                () -> {
                    throw new SourceException("no such branch");
                },
                new Reconciler(
                        (cluster, nodes) -> Assessment.broken(cluster.name(), List.of()), (work, steps) -> List.of()),
                new FleetPass.Memory(statuses, new FileLeases(folder.resolve("locks"))),
                new DirectThreads(),
                CLOCK);

        assertThrows(SourceException.class, () -> unread.run(FleetPass.Mode.APPLY, Selection.ALL, events));

        assertEquals(List.of("no such branch"), told);
    }

    @Test
    void everyoneIsToldOfEveryStepClusterAndPass() throws SourceException {
        run(FleetPass.Mode.APPLY, Selection.ALL);

        assertEquals("done write_config", told.get(0));
        assertEquals(List.of("pay changed", "fleet"), told.subList(told.size() - 2, told.size()));
    }

    @Test
    void theLogHoldsTheStepsAndNoSecret() throws SourceException {
        pay.validation = new ValidationReport(1, List.of("postgresql.x " + PASSWORD + " is wrong"));
        PrintStream before = System.err;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        try (PrintStream captured = new PrintStream(log, true, StandardCharsets.UTF_8)) {
            System.setErr(captured);
            pass.run(FleetPass.Mode.APPLY, Selection.ALL, new LogListener());
            pay.validation = new ValidationReport(0, List.of());
            pass.run(FleetPass.Mode.APPLY, Selection.ALL, new LogListener());
        } finally {
            System.setErr(before);
        }

        String text = log.toString(StandardCharsets.UTF_8);
        assertTrue(text.contains("cluster=pay node=pay-1 step=write_config result=failed"), text);
        assertTrue(text.contains("postgresql.x *** is wrong"), text);
        assertTrue(text.contains("step=start_patroni result=done"), text);
        assertTrue(text.contains("cluster=pay revision=01234567 outcome=changed"), text);
        assertFalse(text.contains(PASSWORD), text);
    }
}
