package dev.patrol;

import dev.patrol.apply.PlanExecutor;
import dev.patrol.apply.Ticker;
import dev.patrol.cli.CommandFailure;
import dev.patrol.cli.CommonOptions;
import dev.patrol.cli.PatrolCommand;
import dev.patrol.cli.Services;
import dev.patrol.lease.FileLeases;
import dev.patrol.metrics.ReconcileMetrics;
import dev.patrol.observe.Observer;
import dev.patrol.observe.ServerInquiry;
import dev.patrol.plan.Planner;
import dev.patrol.problem.Message;
import dev.patrol.problem.Problems;
import dev.patrol.reconcile.Assessor;
import dev.patrol.reconcile.FleetPass;
import dev.patrol.reconcile.FleetReport;
import dev.patrol.reconcile.PassEvents;
import dev.patrol.reconcile.Reconciler;
import dev.patrol.reconcile.Selection;
import dev.patrol.remote.etcd.EtcdDcsReader;
import dev.patrol.remote.node.ScriptNodeControl;
import dev.patrol.remote.node.ScriptNodeReader;
import dev.patrol.remote.node.ScriptParameterReader;
import dev.patrol.remote.rest.RestPatroni;
import dev.patrol.remote.ssh.SshConnections;
import dev.patrol.remote.ssh.SshSettings;
import dev.patrol.remote.ssh.SshTunnels;
import dev.patrol.secrets.FileAndEnvironmentSecrets;
import dev.patrol.secrets.SecretLookup;
import dev.patrol.settings.Settings;
import dev.patrol.settings.Surroundings;
import dev.patrol.source.DefinitionSource;
import dev.patrol.source.SourceException;
import dev.patrol.status.FileStatusStore;
import dev.patrol.status.StatusStore;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;

/** All the pieces behind a command, each made when it is first needed. */
final class Assembly implements Services {
    static final ReconcileMetrics.Build BUILD =
            new ReconcileMetrics.Build(PatrolCommand.Version.text(), PatrolCommand.Version.revision());

    private final Settings settings;
    private final CommonOptions options;
    private final Repository repository;
    private final Surroundings surroundings;
    private final ExecutorService clusterThreads;
    private final ExecutorService nodeThreads = Threads.unbounded("patrol-node");
    private Optional<SshConnections> connections = Optional.empty();
    private Optional<TextfileExport> export = Optional.empty();

    Assembly(Settings settings, CommonOptions options, Surroundings surroundings) {
        this.settings = settings;
        this.options = options;
        this.repository = new Repository(settings, options, surroundings);
        this.surroundings = surroundings;
        this.clusterThreads =
                Threads.bounded("patrol-cluster", settings.passes().parallelism());
    }

    @Override
    public DefinitionSource source() {
        try {
            return repository.open(secretsOfSettings());
        } catch (SourceException e) {
            throw new CommandFailure(Message.of(e), e);
        }
    }

    @Override
    public SecretLookup secrets() {
        Path folder = settings.folders().secrets().orElseGet(repository::folder);
        return new FileAndEnvironmentSecrets(folder, surroundings.environment());
    }

    private SecretLookup secretsOfSettings() {
        return FileAndEnvironmentSecrets.ofSettings(surroundings.environment());
    }

    @Override
    public StatusStore statuses() {
        return new FileStatusStore(settings.folders().state().resolve("status"));
    }

    @Override
    public FleetReport pass(FleetPass.Mode mode, Selection selection, PassEvents events) throws SourceException {
        FleetPass pass = fleetPass();
        // The settings' file tells of passes that apply; one that only looks writes a file only when asked to.
        Optional<Path> textfile = options.metricsTextfile()
                .or(() -> settings.serving().metricsTextfile().filter(file -> mode == FleetPass.Mode.APPLY));
        if (textfile.isEmpty()) {
            return pass.run(mode, selection, events);
        }
        ReconcileMetrics metrics = new ReconcileMetrics(BUILD);
        metrics.seed(statuses().readAll());
        export = Optional.of(new TextfileExport(textfile.get(), metrics));
        return pass.run(mode, selection, PassEvents.all(List.of(events, metrics)));
    }

    @Override
    public Optional<String> exportMetrics() {
        return export.flatMap(TextfileExport::write);
    }

    @Override
    public int serve() {
        return new Serving(settings, this).run(fleetPass(), clusterThreads);
    }

    private FleetPass fleetPass() {
        SshConnections ssh = new SshConnections(sshSettings());
        connections = Optional.of(ssh);
        SshTunnels tunnels = new SshTunnels(ssh);
        Observer observer = new Observer(
                new ScriptNodeReader(ssh), new EtcdDcsReader(settings.access().etcd(), tunnels), nodeThreads);
        PlanExecutor.Controls controls = new PlanExecutor.Controls(
                new ScriptNodeControl(ssh),
                new RestPatroni(settings.access().rest(), tunnels),
                settings.passes().limits());
        PlanExecutor executor =
                new PlanExecutor(observer, controls, settings.passes().safety(), Ticker.SYSTEM);
        Assessor assessor = new Assessor(
                secrets(),
                observer,
                new ServerInquiry(new ScriptParameterReader(ssh)),
                new Planner(settings.passes().safety(), Clock.systemUTC()));
        Path locks = settings.folders().state().resolve("locks");
        return new FleetPass(
                source(),
                new Reconciler(assessor, executor::execute),
                new FleetPass.Memory(statuses(), new FileLeases(locks)),
                clusterThreads,
                Clock.systemUTC());
    }

    private SshSettings sshSettings() {
        Problems problems = new Problems();
        SshSettings resolved = settings.access().ssh().resolved(secretsOfSettings(), problems);
        if (problems.hasErrors()) {
            throw CommandFailure.of(problems.all());
        }
        return resolved;
    }

    @Override
    public void close() {
        clusterThreads.shutdownNow();
        nodeThreads.shutdownNow();
        connections.ifPresent(SshConnections::close);
    }
}
