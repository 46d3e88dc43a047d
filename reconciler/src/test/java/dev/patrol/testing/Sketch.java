package dev.patrol.testing;

import dev.patrol.definition.NodeName;
import dev.patrol.diff.ClusterDiff;
import dev.patrol.diff.ClusterDiffer;
import dev.patrol.diff.IgnoredKeys;
import dev.patrol.observe.ClusterObservation;
import dev.patrol.observe.ClusterObservation.DcsState;
import dev.patrol.observe.NodeObservation;
import dev.patrol.observe.Role;
import dev.patrol.observe.Topology;
import dev.patrol.observe.Unseen;
import dev.patrol.plan.Plan;
import dev.patrol.plan.Planner;
import dev.patrol.problem.Reason;
import dev.patrol.remote.DcsReading;
import dev.patrol.render.WantedCluster;
import dev.patrol.safety.SafetyRules;
import dev.patrol.tree.ConfigTree;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A cluster as somebody would sketch it: {@code cluster("pay").primary("pay-1").replica("pay-2").lag(mb(20))}. Without
 * more words it is healthy and as Git says; every word after a node is about that node. {@link #git} and {@link
 * #gitDynamic} are what Git wants differently from what was seen.
 */
public final class Sketch {
    private static final String SYSTEM_IDENTIFIER = "7300000000000000001";

    private final String name;
    private final Map<String, NodeSketch> nodes = new LinkedHashMap<>();
    private final List<Consumer<Wanted>> common = new ArrayList<>();
    private final List<Consumer<Wanted>> wishes = new ArrayList<>();
    private final List<Consumer<Map<String, Object>>> dynamicEdits = new ArrayList<>();
    private DcsState dcs = DcsState.NOT_ASKED;
    private final List<String> strangers = new ArrayList<>();
    private Optional<String> switchover = Optional.empty();
    private boolean topologyUnread;
    private boolean dynamicUnread;
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private NodeSketch current;

    private Sketch(String name) {
        this.name = name;
    }

    public static Sketch cluster(String name) {
        return new Sketch(name);
    }

    public static long mb(long count) {
        return count * 1024 * 1024;
    }

    // Nodes.

    public Sketch primary(String node) {
        return add(NodeSketch.running(node, Role.PRIMARY));
    }

    public Sketch replica(String node) {
        return add(NodeSketch.running(node, Role.REPLICA));
    }

    public Sketch standbyLeader(String node) {
        return add(NodeSketch.running(node, Role.STANDBY_LEADER));
    }

    /** A node on which nothing was ever done. */
    public Sketch fresh(String node) {
        return add(NodeSketch.fresh(node));
    }

    public Sketch unreachable(String node) {
        return add(NodeSketch.unreachable(node));
    }

    private Sketch add(NodeSketch node) {
        nodes.put(node.name, node);
        current = node;
        return this;
    }

    /** Words about the node that was named last. */
    public Sketch with(Consumer<NodeSketch> words) {
        words.accept(current);
        return this;
    }

    public Sketch lag(long bytes) {
        return with(node -> node.lag = bytes);
    }

    public Sketch pending(String... parameters) {
        return with(node -> {
            node.pending = true;
            node.reasons = List.of(parameters);
        });
    }

    public Sketch synchronous() {
        return with(node -> node.synchronous = true);
    }

    public Sketch tag(String tag, Object value) {
        return with(node -> node.tags.put(tag, value));
    }

    public Sketch state(String state) {
        return with(node -> node.state = state);
    }

    /** What somebody wrote into the file by hand, Patroni not told. */
    public Sketch handEdit(String path, Object value) {
        return with(node -> node.edits.add(tree -> Trees.set(tree, path, value)));
    }

    /** Patroni's process was stopped, the data is still there. */
    public Sketch patroniStopped() {
        return with(NodeSketch::stop);
    }

    // The cluster as a whole.

    /** When somebody looks. */
    public Sketch at(String moment) {
        now = Instant.parse(moment);
        return this;
    }

    public Sketch dcs(DcsReading reading) {
        dcs = new DcsState(Optional.of(reading), Optional.empty());
        return this;
    }

    public Sketch dcsEmpty() {
        return dcs(new DcsReading(Optional.empty(), Optional.empty(), Map.of()));
    }

    public Sketch dcsInitialised(String identifier) {
        return dcs(new DcsReading(Optional.of(identifier), Optional.empty(), Map.of()));
    }

    public Sketch dcsUnreadable(String why) {
        dcs = new DcsState(Optional.empty(), Optional.of(Reason.said(why)));
        return this;
    }

    public Sketch switchoverAt(String when) {
        switchover = Optional.of(when);
        return this;
    }

    /** A member that runs in the cluster and is not in its definition. */
    public Sketch stranger(String member) {
        strangers.add(member);
        return this;
    }

    public Sketch inMaintenance() {
        nodes.values().forEach(node -> node.paused = true);
        return this;
    }

    /** What somebody changed in the DCS. */
    public Sketch dynamicEdit(String path, Object value) {
        dynamicEdits.add(tree -> Trees.set(tree, path, value));
        return this;
    }

    /** No node answers {@code GET /cluster}. */
    public Sketch topologyUnread() {
        topologyUnread = true;
        return this;
    }

    public Sketch dynamicUnread() {
        dynamicUnread = true;
        return this;
    }

    // Git.

    /** What Git says now and said before. */
    public Sketch always(Consumer<Wanted> setting) {
        common.add(setting);
        return this;
    }

    /** What Git says now and did not say before, for every node's file. */
    public Sketch git(String path, Object value) {
        return git(wanted -> wanted.local(path, value));
    }

    public Sketch gitDynamic(String path, Object value) {
        return git(wanted -> wanted.dynamic(path, value));
    }

    public Sketch git(Consumer<Wanted> wish) {
        wishes.add(wish);
        return this;
    }

    // What comes of it.

    public Wanted wanted() {
        Wanted wanted = before();
        wishes.forEach(wish -> wish.accept(wanted));
        return wanted;
    }

    private Wanted before() {
        Wanted wanted = Wanted.wanted(name, nodes.keySet().toArray(String[]::new));
        common.forEach(setting -> setting.accept(wanted));
        return wanted;
    }

    public ClusterObservation seen() {
        WantedCluster before = before().renderedWithoutText();
        Map<String, Object> dynamic = Trees.copy(before.dynamic().revealed());
        dynamicEdits.forEach(edit -> edit.accept(dynamic));
        NodeSketch.Cluster about = new NodeSketch.Cluster(
                name,
                SYSTEM_IDENTIFIER,
                followers(node -> true),
                followers(node -> node.synchronous),
                dynamicUnread ? Optional.empty() : Optional.of(ConfigTree.of(dynamic)));
        SortedMap<NodeName, NodeObservation> seen = new TreeMap<>();
        nodes.values().forEach(node -> {
            NodeName key = new NodeName(node.name);
            seen.put(
                    key,
                    node.unreachable
                            ? new Unseen(key, false, Reason.said("no route to host"))
                            : node.seen(about, before.node(key).tree().revealed()));
        });
        return new ClusterObservation(seen, dcs, topology());
    }

    private Topology topology() {
        Set<String> members = new TreeSet<>(strangers);
        members.addAll(nodes.keySet());
        return topologyUnread ? Topology.UNKNOWN : new Topology(members, Set.of(), switchover);
    }

    private List<String> followers(Predicate<NodeSketch> which) {
        return nodes.values().stream()
                .filter(node -> node.role == Role.REPLICA && node.streams && which.test(node))
                .map(node -> node.name)
                .toList();
    }

    /** What Git said before. */
    public WantedCluster renderedBefore() {
        return before().renderedWithoutText();
    }

    public ClusterDiff diff() {
        return evidence().diff();
    }

    public Planner.Evidence evidence() {
        Wanted wanted = wanted();
        ClusterObservation seen = seen();
        WantedCluster rendered = IgnoredKeys.keep(
                wanted.renderedWithoutText(), seen, wanted.definition().policy().drift());
        return new Planner.Evidence(rendered, seen, ClusterDiffer.diff(wanted.definition(), rendered, seen));
    }

    public Plan plan() {
        return plan(evidence());
    }

    public Plan plan(Planner.Evidence evidence) {
        return new Planner(SafetyRules.DEFAULT, () -> now).plan(wanted().definition(), evidence);
    }
}
