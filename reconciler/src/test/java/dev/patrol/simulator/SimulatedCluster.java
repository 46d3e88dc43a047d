package dev.patrol.simulator;

import dev.patrol.definition.ClusterDefinition;
import dev.patrol.definition.Login;
import dev.patrol.definition.NodeDefinition;
import dev.patrol.problem.Reason;
import dev.patrol.remote.DcsReader;
import dev.patrol.remote.DcsReading;
import dev.patrol.remote.FileEdit;
import dev.patrol.remote.NodeControl;
import dev.patrol.remote.NodeReader;
import dev.patrol.remote.NodeReading;
import dev.patrol.remote.ParameterReader;
import dev.patrol.remote.PatroniControl;
import dev.patrol.remote.RejectedException;
import dev.patrol.remote.RemoteException;
import dev.patrol.remote.UnreachableException;
import dev.patrol.remote.ValidationReport;
import dev.patrol.render.WantedCluster;
import dev.patrol.testing.Catalogs;
import dev.patrol.testing.Trees;
import dev.patrol.testing.Wanted;
import dev.patrol.tree.ConfigTree;
import dev.patrol.yaml.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A cluster that behaves: what was asked of it happens some ticks later, as with Patroni. It keeps count of what it had
 * to suffer: restarts while another member could not carry the cluster, and standbys that crashed for having less shared
 * memory than their primary.
 */
public final class SimulatedCluster implements NodeReader, NodeControl, PatroniControl, DcsReader, ParameterReader {
    private static final Duration BLINK = Duration.ofMillis(200);
    public static final Duration LOOP = Duration.ofSeconds(7);

    public final SimulatedTime time = new SimulatedTime();
    public final Map<String, SimulatedNode> nodes = new LinkedHashMap<>();
    public final List<String> calls = new ArrayList<>();
    public final List<String> injuries = new ArrayList<>();
    public Optional<String> initialize = Optional.empty();

    /** Until then no key in the DCS says that a restart is pending, and {@code patronictl} restarts nobody. */
    public Instant pendingKeysFrom = Instant.MIN;

    public Optional<Map<String, Object>> config = Optional.empty();
    boolean dcsDown;
    /** What servers say of their parameters; empty: they cannot be asked. */
    public Optional<String> parameters = Optional.of(Catalogs.json(17));
    /** What PostgreSQL says against any configuration, and what it was asked about. */
    public List<String> complaints = List.of();

    public final List<String> tried = new ArrayList<>();
    public String wordForPrimary = "primary";
    /** What {@code patroni --validate-config} says of any file. */
    public ValidationReport validation = new ValidationReport(0, List.of());
    /** Something that happens on the call of this name, before it does its work. */
    public final Map<String, Consumer<SimulatedNode>> surprises = new LinkedHashMap<>();
    /** What keeps any node from listening where it is to. */
    public List<String> restComplaints = List.of();
    /** Every switchover that was carried out, as "from to". */
    public final List<String> switchovers = new ArrayList<>();

    final SimulatedSynchrony synchrony = new SimulatedSynchrony(this);
    private final SimulatedPatroni patroni = new SimulatedPatroni(this);
    /** The next call does nothing and is refused; a surprise may say so of the call that it comes with. */
    public boolean rejects;
    /** The answer to the next call is lost. */
    public boolean losesAnswer;
    /** Calls that were accepted and do nothing. */
    public final List<String> ignored = new ArrayList<>();

    private int callsUntilDeath = Integer.MAX_VALUE;
    private boolean diesAfterEffect;

    private final String scope;

    private SimulatedCluster(ClusterDefinition definition) {
        this.scope = definition.scope().name();
        definition
                .nodes()
                .forEach(node -> nodes.put(
                        node.name().value(), new SimulatedNode(node.name().value(), time)));
    }

    /** Nodes on which nothing was ever done. */
    public static SimulatedCluster fresh(Wanted wanted) {
        return fresh(wanted.definition());
    }

    public static SimulatedCluster fresh(ClusterDefinition definition) {
        return new SimulatedCluster(definition);
    }

    /** A healthy cluster that is as Git says; the first node leads. */
    public static SimulatedCluster running(Wanted wanted) {
        return running(wanted.definition(), wanted.rendered());
    }

    public static SimulatedCluster running(ClusterDefinition definition, WantedCluster rendered) {
        SimulatedCluster cluster = fresh(definition);
        cluster.config = Optional.of(Trees.copy(rendered.dynamic()));
        cluster.initialize = Optional.of("7300000000000000001");
        SimulatedNode leader = cluster.nodes.values().iterator().next();
        rendered.nodes().forEach((name, file) -> {
            SimulatedNode node = cluster.node(name.value());
            node.file = Optional.of(file.text().reveal());
            node.open(cluster.time.now());
            node.unit = "active";
            node.unitEnabled = true;
            node.systemIdentifier = cluster.initialize;
            node.role = node == leader ? "primary" : "replica";
        });
        leader.start(cluster.config.get());
        cluster.replicas().forEach(node -> {
            node.replay(leader);
            node.start(cluster.config.get());
            node.streams = true;
        });
        cluster.synchrony.settle();
        return cluster;
    }

    public SimulatedNode node(String name) {
        return nodes.get(name);
    }

    public Optional<SimulatedNode> leader() {
        return nodes.values().stream().filter(SimulatedNode::leads).findFirst();
    }

    List<SimulatedNode> replicas() {
        return nodes.values().stream()
                .filter(node -> node.role.equals("replica"))
                .toList();
    }

    /** Patroni before 4.0. */
    boolean isOld() {
        return wordForPrimary.equals("master");
    }

    boolean isPaused() {
        return config.map(keys -> keys.get("pause"))
                .filter(Boolean.TRUE::equals)
                .isPresent();
    }

    String scope() {
        return scope;
    }

    /** Nobody holds the lock, or nobody can tell. */
    boolean isUnlocked() {
        return dcsDown || nodes.values().stream().noneMatch(node -> node.role.equals("primary"));
    }

    List<Map<String, String>> followersOf(SimulatedNode leader) {
        return replicas().stream()
                .filter(node -> node != leader && node.runsPostgres() && node.streams)
                .map(node -> Map.of(
                        "application_name", node.name, "state", "streaming", "sync_state", synchrony.stateOf(node)))
                .toList();
    }

    /** The process that works on this cluster dies in its n-th call that changes something. */
    public void dieInCall(int number, boolean afterEffect) {
        callsUntilDeath = number;
        diesAfterEffect = afterEffect;
    }

    // Reading.

    @Override
    public NodeReading read(NodeDefinition definition) throws UnreachableException {
        return reached(definition).reading(this, definition.layout().units(), false);
    }

    @Override
    public NodeReading glance(NodeDefinition definition) throws UnreachableException {
        return reached(definition).reading(this, definition.layout().units(), true);
    }

    /** The answer to {@code GET /cluster}. */
    Map<String, Object> topology() {
        List<Map<String, Object>> members = nodes.values().stream()
                .filter(this::isMember)
                .map(node -> Map.<String, Object>of("name", node.name, "pending_restart", tellsPending(node)))
                .toList();
        return Map.of("members", members, "scope", scope);
    }

    // A member writes its key in the loop after it knows.
    private boolean tellsPending(SimulatedNode node) {
        return node.pending && !time.now().isBefore(pendingKeysFrom);
    }

    /** What a member wrote into the DCS outlives it for a while. */
    private boolean isMember(SimulatedNode node) {
        long ttl = config.map(keys -> keys.get("ttl")).orElse(null) instanceof Number number ? number.longValue() : 30;
        return node.runsPatroni() && !node.isFrozen() || time.now().isBefore(node.stopped.plusSeconds(ttl));
    }

    @Override
    public DcsReading read(ClusterDefinition cluster, Optional<Login> login) throws UnreachableException {
        if (dcsDown) {
            throw new UnreachableException(Reason.said("cannot reach etcd at 10.0.0.9:2379"));
        }
        Map<String, String> members = new LinkedHashMap<>();
        nodes.values().stream().filter(this::isMember).forEach(node -> members.put(node.name, "{}"));
        return new DcsReading(initialize, leader().map(node -> node.name), members);
    }

    @Override
    public String settings(NodeDefinition definition) throws UnreachableException {
        reached(definition);
        return parameters.orElseThrow(() -> new UnreachableException(Reason.said("psql: connection refused")));
    }

    @Override
    public List<String> complaints(NodeDefinition definition, Secret configuration) throws UnreachableException {
        reached(definition);
        tried.add(configuration.reveal());
        return complaints.isEmpty() ? SimulatedServerFiles.complaints(configuration.reveal()) : complaints;
    }

    private SimulatedNode reached(NodeDefinition definition) throws UnreachableException {
        SimulatedNode node = node(definition.name().value());
        if (!node.reachable) {
            throw new UnreachableException(Reason.said("cannot reach node '" + node.name + "'"));
        }
        return node;
    }

    // Changing.

    private interface Effect {
        void on(SimulatedNode node) throws RemoteException;
    }

    private void call(String name, NodeDefinition definition, Effect effect) throws RemoteException {
        calls.add(name + " " + definition.name());
        boolean dies = --callsUntilDeath == 0;
        if (dies && !diesAfterEffect) {
            throw new Killed();
        }
        SimulatedNode node = reached(definition);
        surprise(name, node);
        if (rejects) {
            rejects = false;
            throw new RejectedException(Reason.said("the server said no"));
        }
        if (!ignored.contains(name)) {
            effect.on(node);
        }
        if (losesAnswer) {
            losesAnswer = false;
            throw new UnreachableException(Reason.said("no answer from '" + node.name + "'"));
        }
        if (dies) {
            throw new Killed();
        }
    }

    private void surprise(String name, SimulatedNode node) {
        Optional.ofNullable(surprises.remove(name + " " + node.name)).ifPresent(surprise -> surprise.accept(node));
    }

    @Override
    public ValidationReport stage(NodeDefinition definition, FileEdit edit) throws RemoteException {
        call("stage", definition, node -> {
            node.requireText(edit.replaces());
            node.staged = Optional.of(edit.text().reveal());
        });
        return validation;
    }

    @Override
    public void commit(NodeDefinition definition, FileEdit edit) throws RemoteException {
        call("commit", definition, node -> {
            if (node.staged.isEmpty()
                    && node.file.equals(Optional.of(edit.text().reveal()))) {
                return; // an earlier commit got this far, and its answer was lost
            }
            node.requireText(edit.replaces());
            if (node.staged.isEmpty()) {
                throw new RejectedException(Reason.said("nothing is staged on '" + node.name + "'; run again"));
            }
            node.file = Optional.of(node.staged.orElseThrow());
            node.staged = Optional.empty();
            node.mode = "600";
            node.writes++;
        });
    }

    @Override
    public void discard(NodeDefinition definition) throws UnreachableException {
        calls.add("discard " + definition.name());
        reached(definition).staged = Optional.empty();
    }

    @Override
    public void disableNative(NodeDefinition definition) throws RemoteException {
        call("disableNative", definition, node -> node.nativeEnabled = false);
    }

    @Override
    public void startPatroni(NodeDefinition definition) throws RemoteException {
        call("startPatroni", definition, node -> {
            node.unitEnabled = true;
            if (!node.runsPatroni()) {
                node.unit = "active";
                node.open(time.now());
                node.restSilent = true;
                time.in(Duration.ofSeconds(2), () -> patroni.boot(node));
            }
        });
    }

    @Override
    public List<String> checkRest(NodeDefinition definition, RestListener listener, RestOccasion occasion)
            throws UnreachableException {
        calls.add("checkRest " + definition.name() + " " + listener.listen() + " " + occasion);
        surprise("checkRest", reached(definition));
        return restComplaints;
    }

    @Override
    public void restartPatroni(NodeDefinition definition) throws RemoteException {
        call("restartPatroni", definition, node -> {
            if (!isPaused()) {
                injuries.add("Patroni stopped PostgreSQL on '" + node.name + "'");
                stop(node.name);
                node.unit = "active";
            }
            node.open(time.now());
            node.restSilent = true;
            time.in(Duration.ofSeconds(2), () -> patroni.comeBack(node));
        });
    }

    @Override
    public ConfigTree patchConfig(NodeDefinition definition, List<Login> logins, ConfigTree patch)
            throws RemoteException {
        call("patchConfig", definition, node -> {
            node.requireRest();
            node.admit(logins);
            requireDcs();
            config = Optional.of(
                    ConfigTree.of(config.orElseThrow()).patchedBy(patch).plain());
            nodes.values().forEach(member -> time.in(BLINK, () -> patroni.apply(member)));
            time.in(Duration.ofSeconds(1), synchrony::settle);
        });
        return ConfigTree.of(config.orElseThrow());
    }

    private void requireDcs() throws UnreachableException {
        if (dcsDown) {
            throw new UnreachableException(Reason.said("Patroni answered 503"));
        }
    }

    @Override
    public void reload(NodeDefinition definition, List<Login> logins) throws RemoteException {
        call("reload", definition, node -> {
            node.requireRest();
            node.admit(logins);
            node.reloads++;
            time.in(LOOP, () -> {
                if (node.files.reloaded(node, isOld())) {
                    node.inFiles = Trees.copy(config.orElse(Map.of()));
                }
                node.load();
                patroni.reload(node, config.orElse(Map.of()));
            });
        });
    }

    @Override
    public String restart(NodeDefinition definition, Member member, Duration limit) throws RemoteException {
        call("restart", definition, node -> {
            if (!tellsPending(node)) {
                return;
            }
            noteInjuries(node);
            node.restarts++;
            boolean led = node.leads();
            synchrony.release(node);
            node.streams = false;
            node.state = "restarting";
            noteDarkness();
            time.pass(Duration.ofSeconds(3));
            node.start(config.orElseThrow());
            if (led) {
                replicas().forEach(replica -> {
                    replica.streams = false;
                    time.in(Duration.ofSeconds(4), () -> patroni.stream(replica));
                });
            } else {
                time.in(Duration.ofSeconds(2), () -> patroni.stream(node));
            }
        });
        return "Success: restart on member " + member.name();
    }

    @Override
    public void checkpoint(NodeDefinition definition, Duration limit) throws RemoteException {
        call("checkpoint", definition, node -> time.pass(BLINK));
    }

    /** As Patroni does it: the old leader stops, the candidate is promoted, the old one starts again as its replica. */
    @Override
    public void switchover(NodeDefinition definition, List<Login> logins, String member) throws RemoteException {
        call("switchover", definition, old -> {
            old.requireRest();
            old.admit(logins);
            requireDcs();
            SimulatedNode candidate = node(member);
            if (!old.leads()) {
                throw new RejectedException(Reason.said("Patroni answered 412 ('leader name does not match')"));
            }
            if (candidate == null) {
                throw new RejectedException(Reason.said("Patroni answered 412 ('candidate does not exists')"));
            }
            if (!synchrony.mayTakeOver(candidate)) {
                throw new RejectedException(
                        Reason.said("Patroni answered 412 ('candidate name does not match with sync_standby')"));
            }
            if (!candidate.mayLead()) {
                throw new RejectedException(Reason.said("Patroni answered 412 ('no good candidates have been found')"));
            }
            noteInjuries(old);
            if (candidate.lag > 16L << 20) {
                injuries.add("switched over to '" + member + "', which lags");
            }
            switchovers.add(old.name + " " + member);
            old.restarts++;
            old.role = "replica";
            old.state = "stopping";
            noteDarkness();
            time.pass(Duration.ofSeconds(2));
            candidate.timeline = old.timeline + 1;
            replicas().forEach(replica -> replica.streams = false);
            patroni.lead(candidate);
            time.in(Duration.ofSeconds(2), () -> {
                old.replay(candidate);
                old.start(config.orElseThrow());
                time.in(Duration.ofSeconds(1), () -> patroni.stream(old));
            });
        });
    }

    private void noteDarkness() {
        long members = nodes.values().stream()
                .filter(node -> node.systemIdentifier.isPresent())
                .count();
        if (members > 1 && nodes.values().stream().noneMatch(SimulatedNode::runsPostgres)) {
            injuries.add("no member accepts connections");
        }
    }

    private void noteInjuries(SimulatedNode target) {
        synchrony.loss(target).ifPresent(injuries::add);
        nodes.values().stream()
                .filter(node -> node != target && node.systemIdentifier.isPresent())
                .filter(node -> !node.reachable || !node.runsPostgres() || !(node.streams || node.leads()))
                .forEach(node -> injuries.add("restarted '" + target.name + "' while " + node.fitness()));
    }

    @Override
    public void resetParameters(NodeDefinition definition, List<String> names) throws RemoteException {
        call("resetParameters", definition, node -> {
            node.files.altered.keySet().removeAll(names);
            node.readFiles();
        });
    }

    /** A turn of the loop of the node's Patroni, which a change of the dynamic configuration wakes. */
    public void turn(SimulatedNode node) {
        patroni.apply(node);
    }

    /** The node becomes the leader, whoever was it. */
    public void lead(SimulatedNode node) {
        patroni.lead(node);
    }

    /** Somebody stops Patroni on a node, and PostgreSQL with it; a leader gives up its lock, and another takes over. */
    public void stop(String name) {
        SimulatedNode node = node(name);
        if (node.leads()) {
            replicas().forEach(replica -> replica.streams = false);
            time.in(Duration.ofSeconds(2), patroni::elect);
        }
        node.unit = "inactive";
        node.stopped = time.now();
        node.state = "stopped";
        node.streams = false;
        node.pending = false;
    }

    /** Patroni's process stands still while PostgreSQL goes on. That a leader loses its lock so is not simulated. */
    public void freeze(String name) {
        SimulatedNode node = node(name);
        node.hangs = true;
        node.restSilent = true;
        node.stopped = time.now();
    }

    public void thaw(String name) {
        node(name).hangs = false;
        node(name).restSilent = false;
        turn(node(name));
    }

    /** The DCS answers nobody any more, so that whoever leads gives up. */
    public void silenceDcs() {
        dcsDown = true;
        time.in(Duration.ofSeconds(5), patroni::demote);
    }

    public void restoreDcs() {
        dcsDown = false;
        time.in(Duration.ofSeconds(2), patroni::promoteAgain);
    }
}
