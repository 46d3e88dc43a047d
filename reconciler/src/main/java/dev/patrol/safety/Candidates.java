package dev.patrol.safety;

import dev.patrol.definition.ClusterDefinition;
import dev.patrol.definition.NodeDefinition;
import dev.patrol.definition.NodeName;
import dev.patrol.observe.ClusterObservation;
import dev.patrol.observe.MemberSeen;
import dev.patrol.problem.Reason;
import dev.patrol.tree.ConfigTree;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who may take over from the leader in a switchover: a member that is fit, that no tag keeps from it, that is synchronous
 * where the cluster is (Patroni refuses any other, api.py {@code is_failover_possible}), and that has had its own restart,
 * so that a second switchover is never needed.
 *
 * @param fit the least lagging first
 * @param reasons why the others may not
 * @param hopeless whether time will not help: tags forbid it for every one
 */
public record Candidates(List<NodeName> fit, List<Reason> reasons, boolean hopeless) {
    public Candidates {
        fit = List.copyOf(fit);
        reasons = List.copyOf(reasons);
    }

    public Optional<NodeName> best() {
        return fit.stream().findFirst();
    }

    /** Why there is nobody; empty where there is somebody. */
    public Optional<Block> nobody() {
        if (!fit.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                hopeless
                        ? Block.lasting(Blocker.NEVER_A_CANDIDATE.with("reasons", reasons))
                        : Block.passing(Blocker.NO_CANDIDATE.with("reasons", reasons)));
    }

    /**
     * @param restartedByThen members whose pending restart comes before the switchover
     */
    static Candidates of(
            ClusterDefinition cluster, ClusterObservation seen, SafetyRules safety, Set<NodeName> restartedByThen) {
        Optional<MemberSeen> leader = seen.leader().flatMap(seen::member);
        List<NodeName> fit = new ArrayList<>();
        List<Reason> reasons = new ArrayList<>();
        boolean hopeless = true;
        for (NodeDefinition node : others(cluster, seen)) {
            Optional<Reason> forever = seen.member(node.name())
                    .flatMap(MemberTags::againstLeading)
                    .map(tag -> Blocker.TAGGED.with("node", node.name(), "tag", tag));
            Optional<Reason> now = forever.or(() -> safety.unfit(node, seen))
                    .or(() -> asynchronous(node, leader, seen))
                    .or(() -> pending(node, seen).filter(why -> !restartedByThen.contains(node.name())));
            hopeless &= forever.isPresent();
            now.ifPresentOrElse(reasons::add, () -> fit.add(node.name()));
        }
        fit.sort(Comparator.<NodeName>comparingLong(node -> lag(leader, seen.member(node)))
                .thenComparing(Comparator.naturalOrder()));
        return new Candidates(fit, reasons, hopeless);
    }

    private static List<NodeDefinition> others(ClusterDefinition cluster, ClusterObservation seen) {
        return cluster.nodes().stream()
                .filter(node -> !seen.leader().equals(Optional.of(node.name())))
                .filter(node -> !SafetyRules.isYetToJoin(node, seen))
                .toList();
    }

    private static Optional<Reason> asynchronous(
            NodeDefinition node, Optional<MemberSeen> leader, ClusterObservation seen) {
        boolean wanted =
                SynchronousMode.of(seen.dynamic().orElse(ConfigTree.EMPTY)).holdsIn(seen);
        boolean synchronous =
                leader.filter(member -> member.hasSynchronous(node.member())).isPresent();
        return wanted && !synchronous
                ? Optional.of(Blocker.NOT_SYNCHRONOUS.with("node", node.name()))
                : Optional.empty();
    }

    private static Optional<Reason> pending(NodeDefinition node, ClusterObservation seen) {
        return seen.member(node.name())
                .filter(member -> member.restart().pending())
                .map(member -> Blocker.WAITS_FOR_RESTART.with("node", node.name()));
    }

    private static long lag(Optional<MemberSeen> leader, Optional<MemberSeen> replica) {
        return leader.isPresent() && replica.isPresent()
                ? SafetyRules.lag(leader.get(), replica.get())
                : Long.MAX_VALUE;
    }
}
