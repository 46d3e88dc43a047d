package dev.patrol.simulator.contract;

import dev.patrol.definition.ClusterDefinition;
import dev.patrol.definition.NodeDefinition;
import dev.patrol.observe.ClusterObservation;
import dev.patrol.observe.MemberSeen;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which node plays whom. A leads; of the others the synchronous come before the rest, and those that stream before those
 * that do not. So it does not matter to an account whom Patroni chose.
 */
final class Cast {
    static final List<String> ALIASES = List.of("A", "B", "C");

    private final List<NodeDefinition> players;

    private Cast(List<NodeDefinition> players) {
        this.players = players;
    }

    static Cast of(ClusterDefinition definition, ClusterObservation seen) {
        Optional<MemberSeen> leader = seen.leader().flatMap(seen::member);
        List<NodeDefinition> players = new ArrayList<>(definition.nodes());
        players.sort(Comparator.comparing((NodeDefinition node) -> !isLeader(seen, node))
                .thenComparing(node -> leader.filter(member -> member.hasSynchronous(node.member()))
                        .isEmpty())
                .thenComparing(node -> leader.filter(member -> member.isFollowedBy(node.member()))
                        .isEmpty()));
        return new Cast(players);
    }

    private static boolean isLeader(ClusterObservation seen, NodeDefinition node) {
        return seen.leader().filter(node.name()::equals).isPresent();
    }

    NodeDefinition node(String alias) {
        return players.get(ALIASES.indexOf(alias));
    }

    /** The alias of a member; a stranger keeps its name. */
    String alias(String member) {
        return players.stream()
                .filter(node -> node.member().equals(member))
                .findFirst()
                .map(node -> ALIASES.get(players.indexOf(node)))
                .orElse(member);
    }
}
