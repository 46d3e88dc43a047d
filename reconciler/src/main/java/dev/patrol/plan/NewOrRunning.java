package dev.patrol.plan;

import dev.patrol.definition.ClusterDefinition;
import dev.patrol.definition.EtcdEndpoints;
import dev.patrol.definition.NodeDefinition;
import dev.patrol.observe.ClusterObservation;
import dev.patrol.observe.NodeSeen;
import dev.patrol.plan.Obstacle.Kind;
import dev.patrol.problem.Reason;
import dev.patrol.remote.DcsReading;
import dev.patrol.remote.NodeReading.DataDirectory;
import java.util.Optional;

/**
 * Which of a few cases a cluster is in: it runs, it is to be started for the first time, or nobody can say. A cluster
 * that is down is never started from here: which member has the newest data is not ours to guess.
 */
record NewOrRunning(boolean isRunning, boolean isNew, Optional<Obstacle> obstacle) {
    private static final NewOrRunning RUNNING = new NewOrRunning(true, false, Optional.empty());
    private static final NewOrRunning NEW = new NewOrRunning(false, true, Optional.empty());

    static NewOrRunning of(ClusterDefinition cluster, ClusterObservation seen) {
        Optional<NewOrRunning> foreign = foreign(cluster, seen);
        if (foreign.isPresent()) {
            return foreign.get();
        }
        if (seen.leaders().size() > 1) {
            return obstacle(Kind.STALLED, ObstacleCause.SEVERAL_LEADERS.with("nodes", seen.leaders()));
        }
        if (seen.leader().isPresent()) {
            return RUNNING;
        }
        if (RestMove.isMarked(seen)) {
            return obstacle(Kind.STALLED, ObstacleCause.NO_LEADER_IN_OWN_PAUSE.reason());
        }
        if (!seen.unseen().isEmpty()) {
            return obstacle(Kind.WAITING, ObstacleCause.NO_LEADER_NODES_UNSEEN.reason());
        }
        return seen.dcs().reading().map(dcs -> byDcs(cluster, seen, dcs)).orElseGet(() -> withoutDcs(cluster, seen));
    }

    // Another cluster's Patroni on the node: writing a file and starting a second one beside it would be an accident.
    private static Optional<NewOrRunning> foreign(ClusterDefinition cluster, ClusterObservation seen) {
        for (NodeDefinition node : cluster.nodes()) {
            Optional<String> scope = seen.member(node.name())
                    .map(member -> member.identity().scope())
                    .filter(found ->
                            !found.isEmpty() && !found.equals(cluster.scope().name()));
            if (scope.isPresent()) {
                return Optional.of(obstacle(
                        Kind.STALLED,
                        ObstacleCause.FOREIGN_SCOPE.with(
                                "node",
                                node.name(),
                                "found",
                                scope.get(),
                                "wanted",
                                cluster.scope().name())));
            }
        }
        return Optional.empty();
    }

    private static NewOrRunning byDcs(ClusterDefinition cluster, ClusterObservation seen, DcsReading dcs) {
        boolean anyRuns = cluster.nodes().stream().anyMatch(node -> runs(node, seen));
        if (dcs.initialize().isEmpty()) {
            return othersRun(cluster, seen)
                    ? obstacle(
                            Kind.WAITING,
                            ObstacleCause.OTHERS_RUN.with(
                                    "node", cluster.firstNode().name()))
                    : NEW;
        }
        if (anyRuns) {
            boolean bootstraps = dcs.initialize().get().isBlank() && runs(cluster.firstNode(), seen);
            return bootstraps ? NEW : obstacle(Kind.WAITING, ObstacleCause.NO_LEADER_YET.reason());
        }
        if (dcs.initialize().get().isBlank()) {
            return obstacle(
                    Kind.STALLED,
                    ObstacleCause.BOOTSTRAP_ABANDONED.with(
                            "key", cluster.scope().dcsPath() + "initialize"));
        }
        return obstacle(
                Kind.STALLED,
                ObstacleCause.DOWN.with("identifier", dcs.initialize().get()));
    }

    private static NewOrRunning withoutDcs(ClusterDefinition cluster, ClusterObservation seen) {
        Reason failure = seen.dcs().failure().orElseGet(ObstacleCause.DCS_NOT_ASKED::reason);
        boolean unreadableByDesign = cluster.etcd().api() == EtcdEndpoints.Api.V2
                || cluster.etcd().tls().isPresent();
        boolean untouched = seen.allSeen().stream().allMatch(NewOrRunning::isEmpty)
                && cluster.nodes().stream().noneMatch(node -> runs(node, seen));
        // A Patroni on an empty node cannot harm an existing cluster: it finds the initialize key, waits, and clones.
        if (unreadableByDesign && (untouched || onlyFirstRuns(cluster, seen))) {
            return NEW;
        }
        return obstacle(
                unreadableByDesign ? Kind.STALLED : Kind.WAITING, ObstacleCause.DCS_UNREADABLE.with("why", failure));
    }

    private static boolean onlyFirstRuns(ClusterDefinition cluster, ClusterObservation seen) {
        return runs(cluster.firstNode(), seen) && !othersRun(cluster, seen);
    }

    private static boolean othersRun(ClusterDefinition cluster, ClusterObservation seen) {
        return cluster.nodes().stream().skip(1).anyMatch(node -> runs(node, seen));
    }

    private static boolean runs(NodeDefinition node, ClusterObservation seen) {
        return seen.seen(node.name()).filter(found -> found.runsPatroni(node)).isPresent();
    }

    private static boolean isEmpty(NodeSeen node) {
        DataDirectory.Kind kind = node.dataDirectory().kind();
        return kind == DataDirectory.Kind.EMPTY || kind == DataDirectory.Kind.ABSENT;
    }

    private static NewOrRunning obstacle(Kind kind, Reason reason) {
        return new NewOrRunning(false, false, Optional.of(new Obstacle(kind, reason)));
    }
}
