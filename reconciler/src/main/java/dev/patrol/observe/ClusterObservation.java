package dev.patrol.observe;

import dev.patrol.definition.ClusterDefinition;
import dev.patrol.definition.NodeName;
import dev.patrol.parameters.PatroniVersion;
import dev.patrol.problem.Reason;
import dev.patrol.remote.DcsReading;
import dev.patrol.tree.ConfigTree;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A cluster as one look at all its nodes showed it.
 *
 * @param dcs what the DCS says; asked for only when no member leads by its own REST API
 */
public record ClusterObservation(SortedMap<NodeName, NodeObservation> nodes, DcsState dcs, Topology topology) {

    /** The DCS's answer, or why there is none. */
    public record DcsState(Optional<DcsReading> reading, Optional<Reason> failure) {
        /** A member leads, so the DCS was not asked. */
        public static final DcsState NOT_ASKED = new DcsState(Optional.empty(), Optional.empty());
    }

    public ClusterObservation {
        nodes = Collections.unmodifiableSortedMap(new TreeMap<>(nodes));
    }

    public Optional<NodeSeen> seen(NodeName name) {
        return nodes.get(name) instanceof NodeSeen seen ? Optional.of(seen) : Optional.empty();
    }

    public List<NodeSeen> allSeen() {
        return nodes.values().stream()
                .filter(NodeSeen.class::isInstance)
                .map(NodeSeen.class::cast)
                .toList();
    }

    public List<Unseen> unseen() {
        return nodes.values().stream()
                .filter(Unseen.class::isInstance)
                .map(Unseen.class::cast)
                .toList();
    }

    /** Whether a node answered, whatever that was. */
    public boolean isReached(NodeName name) {
        return !(nodes.get(name) instanceof Unseen unseen) || unseen.isReached();
    }

    public Optional<MemberSeen> member(NodeName name) {
        return seen(name).flatMap(NodeSeen::member);
    }

    /** Members that run in this cluster and that its definition does not name. */
    public List<String> strangers(ClusterDefinition cluster) {
        return topology.members().stream()
                .filter(name ->
                        cluster.nodes().stream().noneMatch(node -> node.member().equals(name)))
                .sorted()
                .toList();
    }

    /** Every node that says it leads; in a healthy cluster exactly one. */
    public List<NodeName> leaders() {
        return allSeen().stream()
                .filter(node -> node.member().filter(MemberSeen::leads).isPresent())
                .map(NodeSeen::name)
                .toList();
    }

    /** The node that leads, if exactly one says so. */
    public Optional<NodeName> leader() {
        List<NodeName> leaders = leaders();
        return leaders.size() == 1 ? Optional.of(leaders.get(0)) : Optional.empty();
    }

    /** The dynamic configuration as the leader knows it, else as any member does. */
    public Optional<ConfigTree> dynamic() {
        return leader().flatMap(this::seen)
                .flatMap(NodeSeen::dynamic)
                .or(() -> allSeen().stream()
                        .flatMap(node -> node.dynamic().stream())
                        .findFirst());
    }

    /** The oldest release among the members: what it does not take cannot be shared. */
    public PatroniVersion oldestPatroni() {
        return allSeen().stream()
                .flatMap(node -> node.member().stream())
                .map(member -> member.identity().patroniVersion())
                .filter(version -> !version.isEmpty())
                .map(PatroniVersion::new)
                .min(Comparator.naturalOrder())
                .orElse(PatroniVersion.UNKNOWN);
    }

    /** Whether somebody has put the cluster into a pause of Patroni's. */
    public boolean isPaused() {
        return allSeen().stream()
                .flatMap(node -> node.member().stream())
                .anyMatch(member -> member.conditions().paused());
    }

    /** pg_controldata of the leader; empty when nobody leads or it could not be read. */
    public Map<String, String> controlData() {
        return leader().flatMap(this::seen)
                .map(node -> node.dataDirectory().controlData())
                .orElseGet(Map::of);
    }
}
