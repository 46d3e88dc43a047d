package dev.patrol.cli;

import dev.patrol.apply.Limits;
import dev.patrol.apply.PlanExecutor;
import dev.patrol.definition.DefinitionFiles;
import dev.patrol.definition.Revision;
import dev.patrol.lease.FileLeases;
import dev.patrol.observe.Observer;
import dev.patrol.observe.ServerInquiry;
import dev.patrol.plan.Planner;
import dev.patrol.reconcile.Assessor;
import dev.patrol.reconcile.FleetPass;
import dev.patrol.reconcile.FleetReport;
import dev.patrol.reconcile.PassEvents;
import dev.patrol.reconcile.Reconciler;
import dev.patrol.reconcile.Selection;
import dev.patrol.safety.SafetyRules;
import dev.patrol.secrets.SecretLookup;
import dev.patrol.simulator.SimulatedCluster;
import dev.patrol.source.Checkout;
import dev.patrol.source.DefinitionSource;
import dev.patrol.source.SourceException;
import dev.patrol.status.FileStatusStore;
import dev.patrol.status.StatusStore;
import dev.patrol.testing.DirectThreads;
import dev.patrol.testing.Wanted;
import dev.patrol.yaml.Secret;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Somebody who types commands: the real definitions, renderer and passes, over a cluster that behaves. */
final class Console implements Services {
    /** The password behind every reference; it must appear in nothing that is printed. */
    static final String PASSWORD = "correct-horse-battery";

    static final String PAY = """
            cluster: pay
            layout: el
            units: {postgresql: postgresql}
            etcd: {hosts: [10.0.0.9]}
            postgresql: {version: 17, parameters: {max_connections: 100, work_mem: 4MB}}
            users:
              superuser: {password: {env: SUPERUSER}}
              replication: {password: {env: REPLICATION}}
            nodes:
              pg1: {address: 10.0.0.1}
              pg2: {address: 10.0.0.2}
            """;

    final SimulatedCluster cluster = SimulatedCluster.fresh(Wanted.wanted("pay", "pg1", "pg2"));
    final Map<String, String> files = new TreeMap<>(Map.of("clusters/pay.yaml", PAY));
    Optional<String> unexported = Optional.empty();
    private final Path state;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    Console(Path state) {
        this.state = state;
    }

    /** What a command printed, and its exit code. */
    record Said(int exitCode, String out, String err) {}

    Said type(String... words) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        int exitCode =
                PatrolCommand.run(options -> this, new PrintWriter(out, true), new PrintWriter(err, true), words);
        return new Said(exitCode, out.toString(), err.toString());
    }

    void edit(String from, String to) {
        earlier.put(revision(), DefinitionFiles.of(files));
        files.put("clusters/pay.yaml", files.get("clusters/pay.yaml").replace(from, to));
    }

    @Override
    public DefinitionSource source() {
        return new DefinitionSource() {
            @Override
            public Checkout fetch() {
                return new Checkout(revision(), "main", Optional.empty(), DefinitionFiles.of(files));
            }

            @Override
            public Optional<DefinitionFiles> at(Revision revision) {
                return Optional.ofNullable(earlier.get(revision));
            }
        };
    }

    // Each edit is a commit.
    private Revision revision() {
        return new Revision(earlier.size() + "123456789abcdef");
    }

    /** What is kept under every reference now. */
    String password = PASSWORD;

    private final Map<Revision, DefinitionFiles> earlier = new HashMap<>();

    @Override
    public SecretLookup secrets() {
        return (reference, problems) -> new Secret(password);
    }

    @Override
    public StatusStore statuses() {
        return new FileStatusStore(state);
    }

    @Override
    public FleetReport pass(FleetPass.Mode mode, Selection selection, PassEvents events) throws SourceException {
        DirectThreads threads = new DirectThreads();
        Observer observer = new Observer(cluster, cluster, threads);
        PlanExecutor executor = new PlanExecutor(
                observer,
                new PlanExecutor.Controls(cluster, cluster, Limits.DEFAULT),
                SafetyRules.DEFAULT,
                cluster.time);
        Assessor assessor = new Assessor(
                secrets(), observer, new ServerInquiry(cluster), new Planner(SafetyRules.DEFAULT, cluster.time::now));
        FleetPass.Memory memory = new FleetPass.Memory(statuses(), new FileLeases(state));
        return new FleetPass(source(), new Reconciler(assessor, executor::execute), memory, threads, Clock.systemUTC())
                .run(mode, selection, events);
    }

    @Override
    public Optional<String> exportMetrics() {
        return unexported;
    }

    @Override
    public int serve() {
        return ExitCode.OK;
    }

    @Override
    public void close() {}
}
