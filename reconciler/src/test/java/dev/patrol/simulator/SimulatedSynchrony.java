package dev.patrol.simulator;

import dev.patrol.testing.Trees;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Synchronous replication of a {@link SimulatedCluster}: the leader picks standbys, and another for one that goes. */
final class SimulatedSynchrony {
    private final SimulatedCluster cluster;
    private final Set<String> synchronous = new LinkedHashSet<>();

    SimulatedSynchrony(SimulatedCluster cluster) {
        this.cluster = cluster;
    }

    private Map<String, Object> config() {
        return cluster.config.orElse(Map.of());
    }

    private boolean isOn() {
        Object mode = config().get("synchronous_mode");
        return Boolean.TRUE.equals(mode) || isQuorum();
    }

    /** Before 4.0 the word is no boolean, and so false. */
    private boolean isQuorum() {
        return "quorum".equals(config().get("synchronous_mode")) && !cluster.isOld();
    }

    private List<String> eligible() {
        return cluster.replicas().stream()
                .filter(node -> node.runsPostgres() && node.streams)
                .filter(node ->
                        !Boolean.TRUE.equals(Trees.map(node.loaded, "tags").get("nosync")))
                .map(node -> node.name)
                .toList();
    }

    void settle() {
        List<String> eligible = eligible();
        synchronous.retainAll(eligible);
        long count = isQuorum() ? eligible.size() : count();
        eligible.stream().filter(node -> isOn() && synchronous.size() < count).forEach(synchronous::add);
        if (!isOn()) {
            synchronous.clear();
        }
    }

    private long count() {
        return config().get("synchronous_node_count") instanceof Number number ? number.longValue() : 1;
    }

    /** A standby that is about to restart asks to be let go first (Patroni, ha.py while_not_sync_standby). */
    void release(SimulatedNode node) {
        if (synchronous.remove(node.name)) {
            node.streams = false;
            settle();
        }
    }

    /** Writes would wait for it. */
    Optional<String> loss(SimulatedNode target) {
        boolean strict = isOn() && Boolean.TRUE.equals(config().get("synchronous_mode_strict"));
        boolean alone = eligible().stream().allMatch(target.name::equals);
        return strict && alone && !target.leads()
                ? Optional.of("writes wait for '" + target.name + "'")
                : Optional.empty();
    }

    boolean mayTakeOver(SimulatedNode candidate) {
        return !isOn() || synchronous.contains(candidate.name);
    }

    String stateOf(SimulatedNode node) {
        if (!synchronous.contains(node.name)) {
            return "async";
        }
        return isQuorum() ? "quorum" : "sync";
    }
}
