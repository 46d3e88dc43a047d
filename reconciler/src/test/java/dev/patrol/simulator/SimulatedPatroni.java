package dev.patrol.simulator;

import dev.patrol.testing.Trees;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What the Patroni processes of a {@link SimulatedCluster} do by themselves: start, take the lead, follow. */
final class SimulatedPatroni {
    private static final Duration A_SECOND = Duration.ofSeconds(1);

    private final SimulatedCluster cluster;

    SimulatedPatroni(SimulatedCluster cluster) {
        this.cluster = cluster;
    }

    /** A turn of the member's loop: what is new in the dynamic configuration. It is saved last. */
    void apply(SimulatedNode node) {
        Map<String, Object> config = cluster.config.orElse(Map.of());
        if (!node.runsPatroni() || node.hangs || node.applies || node.applied.equals(Optional.of(config))) {
            return;
        }
        Map<String, Object> next = Trees.copy(config);
        if (!SimulatedReload.isDue(node, next, cluster.isOld())) {
            node.comparePending(next);
            node.applied = Optional.of(next);
            return;
        }
        node.applies = true;
        node.files.written(cluster.time.now());
        node.inFiles = next;
        reload(node, next);
        cluster.time.in(A_SECOND, () -> {
            node.applies = false;
            node.applied = Optional.of(next);
            apply(node);
        });
    }

    /** The server is told to read its files, and a second later asked what waits for a restart (config.py). */
    void reload(SimulatedNode node, Map<String, Object> dynamic) {
        node.readFiles(dynamic);
        if (cluster.isOld()) {
            node.judgePending(dynamic);
        }
        cluster.time.in(A_SECOND, () -> node.judgePending(dynamic));
    }

    /** The replica follows the leader, if it can. */
    void stream(SimulatedNode replica) {
        cluster.leader()
                .filter(leader -> replica.runsPostgres() && replica.role.equals("replica"))
                .ifPresent(leader -> {
                    boolean crashes = replica.hasTooLittleFor(leader);
                    replica.replay(leader);
                    if (crashes) {
                        cluster.injuries.add("'" + replica.name + "' crashed: less shared memory than its primary");
                        replica.start(cluster.config.orElseThrow());
                    }
                    replica.timeline = leader.timeline;
                    replica.streams = true;
                    cluster.time.in(Duration.ofSeconds(1), cluster.synchrony::settle);
                });
    }

    /** Patroni has started again; a server that it finds running goes on. */
    void comeBack(SimulatedNode node) {
        if (node.runsPostgres()) {
            node.restSilent = false;
        } else {
            boot(node);
        }
    }

    /** Patroni has started and finds out what its member is to be. */
    void boot(SimulatedNode node) {
        if (!node.runsPatroni()) {
            return;
        }
        node.restSilent = false;
        boolean hasData = node.systemIdentifier.isPresent();
        if (hasData && cluster.initialize.isPresent() && !cluster.initialize.equals(node.systemIdentifier)) {
            node.unit = "failed";
        } else if (cluster.leader().isPresent()) {
            follow(node, hasData);
        } else if (cluster.initialize.isEmpty()) {
            cluster.initialize = Optional.of("");
            node.state = hasData ? "starting" : "initializing new cluster";
            cluster.time.in(Duration.ofSeconds(4), () -> finishBootstrap(node));
        } else if (hasData) {
            lead(node);
        } else {
            node.state = "stopped";
            cluster.time.in(SimulatedCluster.LOOP, () -> boot(node));
        }
    }

    private void finishBootstrap(SimulatedNode node) {
        if (node.runsPatroni()) {
            node.systemIdentifier = node.systemIdentifier.or(() -> Optional.of("7300000000000000009"));
            cluster.initialize = node.systemIdentifier;
            if (cluster.config.isEmpty()) {
                cluster.config = Optional.of(Trees.copy(Trees.map(node.loaded, "bootstrap.dcs")));
            }
            lead(node);
        }
    }

    /** Nobody leads: whoever is fit for it takes the lead, as soon as there is one. */
    void elect() {
        if (cluster.leader().isPresent() || cluster.dcsDown || cluster.isPaused()) {
            return;
        }
        cluster.replicas().stream()
                .filter(node -> node.runsPatroni() && node.runsPostgres() && node.mayLead())
                .filter(cluster.synchrony::mayTakeOver)
                .findFirst()
                .ifPresentOrElse(this::takeOver, () -> cluster.time.in(Duration.ofSeconds(1), this::elect));
    }

    private void takeOver(SimulatedNode node) {
        cluster.nodes.values().stream()
                .filter(old -> old.role.equals("primary"))
                .forEach(old -> old.role = "replica");
        node.timeline++;
        node.demoted = false;
        lead(node);
    }

    /** A leader that cannot renew its lock restarts its PostgreSQL as a standby, of nobody. */
    void demote() {
        if (cluster.dcsDown && !cluster.isPaused()) {
            cluster.leader().ifPresent(leader -> {
                leader.demoted = true;
                leader.role = "replica";
                leader.start(cluster.config.orElseThrow());
            });
        }
    }

    /** The lock outlived the silence. */
    void promoteAgain() {
        cluster.nodes.values().stream()
                .filter(node -> node.demoted && node.runsPatroni())
                .findFirst()
                .ifPresent(this::takeOver);
    }

    /** The node becomes the leader, whoever was it. */
    void lead(SimulatedNode node) {
        cluster.leader().filter(old -> old != node).ifPresent(old -> {
            old.role = "replica";
            old.streams = true;
            node.timeline = old.timeline + 1;
            old.timeline = node.timeline;
        });
        node.role = "primary";
        if (node.nativeRuns) {
            node.takeOver();
            node.applied = cluster.config.map(Trees::copy);
            node.inFiles = node.applied.orElse(Map.of());
            if (!cluster.isOld()) {
                node.judgePending(cluster.config.orElseThrow());
            }
        } else if (!node.runsPostgres()) {
            node.start(cluster.config.orElseThrow());
        }
        cluster.replicas().forEach(replica -> cluster.time.in(Duration.ofSeconds(1), () -> stream(replica)));
    }

    private void follow(SimulatedNode node, boolean hasData) {
        node.role = "replica";
        node.state = hasData ? "starting" : "creating replica";
        cluster.time.in(Duration.ofSeconds(hasData ? 2 : 20), () -> {
            boolean isReached = cluster.leader()
                    .filter(leader -> hasData || !leader.listensLocally())
                    .isPresent();
            if (node.runsPatroni() && !isReached) {
                cluster.time.in(SimulatedCluster.LOOP, () -> follow(node, hasData));
            } else if (node.runsPatroni()) {
                node.systemIdentifier = cluster.initialize;
                node.replay(cluster.leader().get());
                node.start(cluster.config.orElseThrow());
                cluster.time.in(Duration.ofSeconds(1), () -> stream(node));
            }
        });
    }
}
