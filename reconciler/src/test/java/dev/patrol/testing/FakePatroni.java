package dev.patrol.testing;

import java.time.Duration;
import java.util.Optional;

/** What the Patroni processes of a {@link FakeCluster} do by themselves: start, take the lead, follow. */
final class FakePatroni {
    private final FakeCluster cluster;

    FakePatroni(FakeCluster cluster) {
        this.cluster = cluster;
    }

    /** The replica follows the leader, if it can. */
    void stream(FakeNode replica) {
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
                    cluster.ticker.in(Duration.ofSeconds(1), cluster.synchrony::settle);
                });
    }

    /** Patroni has started and finds out what its member is to be. */
    void boot(FakeNode node) {
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
            cluster.ticker.in(Duration.ofSeconds(4), () -> finishBootstrap(node));
        } else if (hasData) {
            lead(node);
        } else {
            node.state = "stopped";
            cluster.ticker.in(FakeCluster.LOOP, () -> boot(node));
        }
    }

    private void finishBootstrap(FakeNode node) {
        if (node.runsPatroni()) {
            node.systemIdentifier = node.systemIdentifier.or(() -> Optional.of("7300000000000000009"));
            cluster.initialize = node.systemIdentifier;
            if (cluster.config.isEmpty()) {
                cluster.config = Optional.of(Trees.copy(Trees.map(node.loaded, "bootstrap.dcs")));
            }
            lead(node);
        }
    }

    /** The node becomes the leader, whoever was it. */
    void lead(FakeNode node) {
        cluster.leader().filter(old -> old != node).ifPresent(old -> {
            old.role = "replica";
            old.streams = true;
            node.timeline = old.timeline + 1;
            old.timeline = node.timeline;
        });
        node.role = "primary";
        if (node.nativeRuns) {
            node.takeOver();
            if (!cluster.isOld()) {
                node.judgePending(cluster.config.orElseThrow());
            }
        } else if (!node.runsPostgres()) {
            node.start(cluster.config.orElseThrow());
        }
        cluster.replicas().forEach(replica -> cluster.ticker.in(Duration.ofSeconds(1), () -> stream(replica)));
    }

    private void follow(FakeNode node, boolean hasData) {
        node.role = "replica";
        node.state = hasData ? "starting" : "creating replica";
        cluster.ticker.in(Duration.ofSeconds(hasData ? 2 : 20), () -> {
            boolean isReached = cluster.leader()
                    .filter(leader -> hasData || !leader.listensLocally())
                    .isPresent();
            if (node.runsPatroni() && !isReached) {
                cluster.ticker.in(FakeCluster.LOOP, () -> follow(node, hasData));
            } else if (node.runsPatroni()) {
                node.systemIdentifier = cluster.initialize;
                node.replay(cluster.leader().get());
                node.start(cluster.config.orElseThrow());
                cluster.ticker.in(Duration.ofSeconds(1), () -> stream(node));
            }
        });
    }
}
