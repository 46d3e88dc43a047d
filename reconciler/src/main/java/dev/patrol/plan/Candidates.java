package dev.patrol.plan;

import dev.patrol.definition.ClusterDefinition;
import dev.patrol.definition.NodeDefinition;
import dev.patrol.definition.NodeName;
import dev.patrol.observe.ClusterObservation;
import dev.patrol.observe.MemberSeen;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
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
public record Candidates(List<NodeName> fit, List<String> reasons, boolean hopeless) {
    public Candidates {
        fit = List.copyOf(fit);
        reasons = List.copyOf(reasons);
    }

    public Optional<NodeName> best() {
        return fit.stream().findFirst();
    }

    /**
     * @param restartedByThen members whose pending restart comes before the switchover
     */
    static Candidates of(
            ClusterDefinition cluster, ClusterObservation seen, SafetyRules safety, Set<NodeName> restartedByThen) {
        Optional<MemberSeen> leader = seen.leader().flatMap(seen::member);
        List<NodeName> fit = new ArrayList<>();
        List<String> reasons = new ArrayList<>();
        boolean hopeless = true;
        for (NodeDefinition node : others(cluster, seen)) {
            Optional<String> forever = seen.member(node.name())
                    .flatMap(MemberTags::againstLeading)
                    .map(tag -> "'" + node.name() + "' has the tag " + tag);
            Optional<String> now = forever.or(() -> safety.unfit(node, seen))
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

    private static Optional<String> asynchronous(
            NodeDefinition node, Optional<MemberSeen> leader, ClusterObservation seen) {
        boolean wanted = SynchronousMode.of(seen.dynamic().orElseGet(Map::of)).holdsIn(seen);
        boolean synchronous =
                leader.filter(member -> member.hasSynchronous(node.member())).isPresent();
        return wanted && !synchronous
                ? Optional.of("'" + node.name() + "' is not synchronous, and Patroni hands over only to one that is")
                : Optional.empty();
    }

    private static Optional<String> pending(NodeDefinition node, ClusterObservation seen) {
        return seen.member(node.name())
                .filter(member -> member.restart().pending())
                .map(member -> "'" + node.name() + "' waits for a restart itself");
    }

    private static long lag(Optional<MemberSeen> leader, Optional<MemberSeen> replica) {
        return leader.isPresent() && replica.isPresent()
                ? SafetyRules.lag(leader.get(), replica.get())
                : Long.MAX_VALUE;
    }
}
