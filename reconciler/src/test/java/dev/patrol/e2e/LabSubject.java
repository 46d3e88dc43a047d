package dev.patrol.e2e;

import dev.patrol.apply.Ticker;
import dev.patrol.definition.ClusterDefinition;
import dev.patrol.remote.etcd.EtcdDcsReader;
import dev.patrol.remote.etcd.EtcdSettings;
import dev.patrol.remote.node.ScriptNodeControl;
import dev.patrol.remote.node.ScriptNodeReader;
import dev.patrol.remote.node.ScriptParameterReader;
import dev.patrol.remote.rest.RestPatroni;
import dev.patrol.remote.rest.RestSettings;
import dev.patrol.remote.ssh.SshConnections;
import dev.patrol.remote.ssh.SshSettings;
import dev.patrol.remote.ssh.SshTunnels;
import dev.patrol.simulator.contract.Account;
import dev.patrol.simulator.contract.ContractDefinition;
import dev.patrol.simulator.contract.Release;
import dev.patrol.simulator.contract.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Real nodes, asked and changed by the product's own adapters. Waits until it sees what the simulator has shown. */
final class LabSubject implements Subject, Subject.Faults, Subject.Patience, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final Nodes nodes;
    private final ClusterDefinition definition;
    private final SshConnections connections;
    private final Verbs verbs;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private Account expected = new Account(List.of());

    LabSubject(Nodes nodes) {
        this.nodes = nodes;
        this.definition = ContractDefinition.of(Release.valueOf(nodes.suite().name()), nodes::address);
        this.connections = new SshConnections(SshSettings.of(
                "patrol",
                new SshSettings.Identity.KeyFile(nodes.lab().key(), Optional.empty()),
                nodes.lab().knownHosts()));
        SshTunnels tunnels = new SshTunnels(connections);
        this.verbs = new Verbs(
                new ScriptNodeReader(connections),
                new EtcdDcsReader(EtcdSettings.DEFAULTS, tunnels),
                new ScriptParameterReader(connections),
                new ScriptNodeControl(connections),
                new RestPatroni(RestSettings.DEFAULTS, tunnels));
    }

    /** What there will be to see. */
    LabSubject expecting(Account account) {
        expected = account;
        return this;
    }

    @Override
    public Release release() {
        return Release.valueOf(nodes.suite().name());
    }

    @Override
    public ClusterDefinition definition() {
        return definition;
    }

    @Override
    public Verbs verbs() {
        return verbs;
    }

    @Override
    public Faults faults() {
        return this;
    }

    @Override
    public Patience patience() {
        return this;
    }

    @Override
    public ExecutorService threads() {
        return threads;
    }

    @Override
    public void stopPatroni(String node) {
        nodes.on(node, "systemctl stop " + nodes.patroniUnit());
    }

    // Connections that are open end with their processes.
    @Override
    public void hide(String node) {
        nodes.on(node, "systemctl stop ssh.socket ssh.service 2>/dev/null || true; pkill sshd || true");
    }

    @Override
    public void unhide(String node) {
        nodes.on(node, "systemctl start ssh");
    }

    @Override
    public void silenceDcs() {
        nodes.onAll("systemctl stop etcd");
    }

    @Override
    public void restoreDcs() {
        nodes.onAll("systemctl --no-block start etcd");
    }

    @Override
    public void silenceRest(String node) {
        signal(node, "STOP");
    }

    @Override
    public void restoreRest(String node) {
        signal(node, "CONT");
    }

    private void signal(String node, String name) {
        nodes.on(node, "kill -%s $(systemctl show --value -p MainPID %s)".formatted(name, nodes.patroniUnit()));
    }

    @Override
    public void letLag(String node, String leader) {
        // Patroni resumes a replay that is paused by PostgreSQL's own means.
        nodes.on(node, "pkill -STOP -f '^postgres: .* startup '");
        nodes.sql(
                leader,
                "SELECT count(pg_logical_emit_message(false, 'patrol', repeat('x', 1 << 20))) FROM generate_series(1, 20)");
    }

    @Override
    public void letCatchUp(String node) {
        nodes.on(node, "pkill -CONT -f '^postgres: .* startup '");
    }

    @Override
    public void alterSystem(String node, String parameter, String value) {
        nodes.sql(node, "ALTER SYSTEM SET %s = '%s'".formatted(parameter, value));
        nodes.sql(node, "SELECT pg_reload_conf()");
    }

    @Override
    public void editFiles(String node, String parameter, String value) {
        nodes.on(
                node,
                "cd %s; echo \"%s = '%s'\" >>postgresql.conf; echo 'local all nobody reject' >>pg_hba.conf"
                        .formatted(nodes.configDirectory(), parameter, value));
        nodes.sql(node, "SELECT pg_reload_conf()");
    }

    @Override
    public void during(String node, Runnable fault, Runnable restart) {
        CompletableFuture<Void> meanwhile = CompletableFuture.runAsync(fault, threads);
        restart.run();
        meanwhile.join();
    }

    @Override
    public boolean await(BooleanSupplier condition) {
        Instant end = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(end)) {
                return false;
            }
            pause();
        }
        return true;
    }

    @Override
    public List<String> settled(String label, Supplier<List<String>> look) {
        List<String> wanted = expected.under(label);
        Instant end = Instant.now().plus(PATIENCE);
        List<String> seen = look.get();
        while (!seen.equals(wanted) && Instant.now().isBefore(end)) {
            pause();
            seen = look.get();
        }
        return seen;
    }

    private static void pause() {
        try {
            Ticker.SYSTEM.sleep(PAUSE);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while waiting", e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        connections.close();
    }
}
