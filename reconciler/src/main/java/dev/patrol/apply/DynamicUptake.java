package dev.patrol.apply;

import dev.patrol.definition.ClusterDefinition;
import dev.patrol.diff.DynamicConfiguration;
import dev.patrol.observe.ClusterObservation;
import dev.patrol.observe.MemberSeen;
import dev.patrol.observe.NodeSeen;
import dev.patrol.observe.ServerSeen;
import dev.patrol.parameters.LoopTimes;
import dev.patrol.problem.Reason;
import dev.patrol.tree.ConfigTree;
import java.util.Optional;
import java.util.function.Function;

/**
 * Whether the members work with a change of the dynamic configuration.
 *
 * <ol>
 *   <li>Each Patroni knows of it ({@code GET /config}) and has then saved it, which it does last: what waits for a restart
 *       is known by then. That is so in a pause too, and where nothing is left for PostgreSQL to read: a key of Patroni's
 *       own, or a value that is the same to PostgreSQL.
 *   <li>Each server has read the files that its Patroni has written for it, if it has written any.
 * </ol>
 *
 * @param changed the whole of it, after the change
 * @param before all members before the change, with their servers
 */
record DynamicUptake(ClusterDefinition cluster, ConfigTree changed, ClusterObservation before) {
    Verdict byPatroni(ClusterObservation seen) {
        return byAll(
                seen,
                node -> holds(node.dynamic()) && holds(node.applied())
                        ? Optional.empty()
                        : Optional.of(Delay.NOT_APPLIED.with("node", node.name())));
    }

    Verdict byServers(ClusterObservation seen) {
        return byAll(
                seen,
                node -> node.member().filter(MemberSeen::isRunning).isPresent() ? unread(node) : Optional.empty());
    }

    private Verdict byAll(ClusterObservation seen, Function<NodeSeen, Optional<Reason>> missing) {
        if (!seen.unseen().isEmpty()) {
            return Verdict.notYet(
                    Delay.NODE_UNSEEN.with("node", seen.unseen().get(0).name()));
        }
        return Verdict.unless(seen.allSeen().stream()
                .filter(node -> node.member().isPresent() || node.runsPatroni(cluster.node(node.name())))
                .flatMap(node -> silence(node).or(() -> missing.apply(node)).stream())
                .findFirst());
    }

    private static Optional<Reason> silence(NodeSeen node) {
        return node.member().isPresent() && node.dynamic().isPresent()
                ? Optional.empty()
                : Optional.of(Delay.PATRONI_SILENT.with(
                        "node", node.name(), "why", node.restFailure().orElseGet(() -> Reason.said("GET /config"))));
    }

    // As a whole: a key that was set and set back has the right value before and after.
    private boolean holds(Optional<ConfigTree> configuration) {
        return configuration
                .filter(now -> DynamicConfiguration.differences(changed, now).stream()
                        .allMatch(key -> LoopTimes.areAdjusted(key, changed)))
                .isPresent();
    }

    private Optional<Reason> unread(NodeSeen node) {
        if (node.server().isEmpty()) {
            return Optional.of(Delay.ofServer(node));
        }
        ServerSeen now = node.server().get();
        boolean isRead = before.seen(node.name())
                .flatMap(NodeSeen::server)
                .map(now::hasReadItsFilesSince)
                .orElseGet(now::hasReadItsFiles);
        return isRead ? Optional.empty() : Optional.of(Delay.FILES_UNREAD.with("node", node.name()));
    }
}
