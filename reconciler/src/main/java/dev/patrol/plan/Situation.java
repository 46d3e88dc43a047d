package dev.patrol.plan;

import dev.patrol.definition.ClusterDefinition;
import dev.patrol.definition.EtcdEndpoints;
import dev.patrol.definition.NodeDefinition;
import dev.patrol.observe.ClusterObservation;
import dev.patrol.observe.NodeSeen;
import dev.patrol.plan.Obstacle.Kind;
import dev.patrol.remote.DcsReading;
import dev.patrol.remote.NodeReading.DataDirectory;
import java.util.Optional;

/**
 * Which of a few cases a cluster is in: it runs, it is to be started for the first time, or nobody can say. A cluster
 * that is down is never started from here: which member has the newest data is not ours to guess.
 */
record Situation(boolean isRunning, boolean isNew, Optional<Obstacle> obstacle) {
    private static final Situation RUNNING = new Situation(true, false, Optional.empty());
    private static final Situation NEW = new Situation(false, true, Optional.empty());

    static Situation of(ClusterDefinition cluster, ClusterObservation seen) {
        Optional<Situation> foreign = foreign(cluster, seen);
        if (foreign.isPresent()) {
            return foreign.get();
        }
        if (seen.leaders().size() > 1) {
            return obstacle(
                    Kind.STALLED,
                    "more than one member says it leads: " + seen.leaders()
                            + "; find out which one is right before anything else");
        }
        if (seen.leader().isPresent()) {
            return RUNNING;
        }
        if (RestMove.isMarked(seen)) {
            return obstacle(
                    Kind.STALLED,
                    "no member leads, and in Patrol's own pause none will be elected: start Patroni on the member whose"
                            + " PostgreSQL is the primary; only if there is none, 'patronictl resume'");
        }
        if (!seen.unreachable().isEmpty()) {
            return obstacle(
                    Kind.WAITING,
                    "no member leads, and not every node can be seen: whether this is a new cluster"
                            + " or one in trouble is unknown");
        }
        return seen.dcs().reading().map(dcs -> byDcs(cluster, seen, dcs)).orElseGet(() -> withoutDcs(cluster, seen));
    }

    // Another cluster's Patroni on the node: writing a file and starting a second one beside it would be an accident.
    private static Optional<Situation> foreign(ClusterDefinition cluster, ClusterObservation seen) {
        for (NodeDefinition node : cluster.nodes()) {
            Optional<String> scope = seen.member(node.name())
                    .map(member -> member.identity().scope())
                    .filter(found ->
                            !found.isEmpty() && !found.equals(cluster.scope().name()));
            if (scope.isPresent()) {
                return Optional.of(obstacle(
                        Kind.STALLED,
                        "the Patroni that answers on node '" + node.name()
                                + "' belongs to scope '" + scope.get() + "', not '"
                                + cluster.scope().name()
                                + "'; correct 'patroni.scope' or the node's address"));
            }
        }
        return Optional.empty();
    }

    private static Situation byDcs(ClusterDefinition cluster, ClusterObservation seen, DcsReading dcs) {
        boolean anyRuns = cluster.nodes().stream().anyMatch(node -> runs(node, seen));
        if (dcs.initialize().isEmpty()) {
            return othersRun(cluster, seen)
                    ? obstacle(
                            Kind.WAITING,
                            "Patroni runs on a node other than '"
                                    + cluster.firstNode().name() + "' and no member leads yet; will look again")
                    : NEW;
        }
        if (anyRuns) {
            boolean bootstraps = dcs.initialize().get().isBlank() && runs(cluster.firstNode(), seen);
            return bootstraps
                    ? NEW
                    : obstacle(Kind.WAITING, "no member leads at the moment; Patroni runs and may elect one");
        }
        if (dcs.initialize().get().isBlank()) {
            return obstacle(
                    Kind.STALLED,
                    "a bootstrap was begun and its Patroni is gone: the key '"
                            + cluster.scope().dcsPath()
                            + "initialize' blocks every start; if no member is being made, delete that"
                            + " key in etcd by hand");
        }
        return obstacle(
                Kind.STALLED,
                "the cluster exists (system identifier "
                        + dcs.initialize().get()
                        + ") and Patroni runs nowhere; start it by hand on the member with the newest"
                        + " data, which Patrol will not guess");
    }

    private static Situation withoutDcs(ClusterDefinition cluster, ClusterObservation seen) {
        String failure = seen.dcs().failure().orElse("it was not asked");
        boolean unreadableByDesign = cluster.etcd().api() == EtcdEndpoints.Api.V2
                || cluster.etcd().tls().isPresent();
        boolean untouched = seen.allSeen().stream().allMatch(Situation::isEmpty)
                && cluster.nodes().stream().noneMatch(node -> runs(node, seen));
        // A Patroni on an empty node cannot harm an existing cluster: it finds the initialize key, waits, and clones.
        if (unreadableByDesign && (untouched || onlyFirstRuns(cluster, seen))) {
            return NEW;
        }
        return obstacle(
                unreadableByDesign ? Kind.STALLED : Kind.WAITING,
                "no member leads, and the DCS cannot be read: " + failure
                        + "; whether this is a new cluster or one that is down is unknown");
    }

    private static boolean onlyFirstRuns(ClusterDefinition cluster, ClusterObservation seen) {
        return runs(cluster.firstNode(), seen) && !othersRun(cluster, seen);
    }

    private static boolean othersRun(ClusterDefinition cluster, ClusterObservation seen) {
        return cluster.nodes().stream().skip(1).anyMatch(node -> runs(node, seen));
    }

    private static boolean runs(NodeDefinition node, ClusterObservation seen) {
        return seen.seen(node.name())
                .filter(found -> found.isRunning(node.layout().units().patroni()))
                .isPresent();
    }

    private static boolean isEmpty(NodeSeen node) {
        DataDirectory.Kind kind = node.dataDirectory().kind();
        return kind == DataDirectory.Kind.EMPTY || kind == DataDirectory.Kind.ABSENT;
    }

    private static Situation obstacle(Kind kind, String reason) {
        return new Situation(false, false, Optional.of(new Obstacle(kind, reason)));
    }
}
