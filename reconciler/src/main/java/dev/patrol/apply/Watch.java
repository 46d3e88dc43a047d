package dev.patrol.apply;

import dev.patrol.definition.ClusterDefinition;
import dev.patrol.definition.Login;
import dev.patrol.definition.NodeName;
import dev.patrol.observe.ClusterObservation;
import dev.patrol.observe.Observer;
import dev.patrol.render.Logins;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Looks at one cluster again and again until something holds, can no longer hold, or the limit passes. */
final class Watch {
    private final ClusterDefinition cluster;
    private final Optional<Login> dcsLogin;
    private final Observer observer;
    private final Ticker ticker;
    private final Duration poll;

    Watch(Work work, Observer observer, Ticker ticker, Duration poll) {
        this.cluster = work.cluster();
        this.dcsLogin = Logins.dcs(work.wanted());
        this.observer = observer;
        this.ticker = ticker;
        this.poll = poll;
    }

    ClusterObservation look() {
        return observer.glance(cluster, dcsLogin);
    }

    /** A look at what the servers themselves say, too. */
    ClusterObservation lookAtServers() {
        return observer.observe(cluster, dcsLogin);
    }

    /** A look at what one of the servers says, too. */
    ClusterObservation lookAtServer(NodeName name) {
        return observer.observe(cluster, dcsLogin, name);
    }

    /** The first verdict that is not "not yet", else the last one. */
    Verdict until(Duration limit, Function<ClusterObservation, Verdict> judge) throws InterruptedException {
        return until(limit, this::look, judge);
    }

    /** The same by what the servers themselves say, too. */
    Verdict untilServers(Duration limit, Function<ClusterObservation, Verdict> judge) throws InterruptedException {
        return until(limit, this::lookAtServers, judge);
    }

    /** The same by what one of the servers says, too. */
    Verdict untilServer(NodeName name, Duration limit, Function<ClusterObservation, Verdict> judge)
            throws InterruptedException {
        return until(limit, () -> lookAtServer(name), judge);
    }

    private Verdict until(
            Duration limit, Supplier<ClusterObservation> look, Function<ClusterObservation, Verdict> judge)
            throws InterruptedException {
        Duration end = ticker.elapsed().plus(limit);
        while (true) {
            Verdict verdict = judge.apply(look.get());
            if (verdict.state() != Verdict.State.NOT_YET || ticker.elapsed().compareTo(end) >= 0) {
                return verdict;
            }
            ticker.sleep(poll);
        }
    }

    /** The time of day. */
    Instant now() {
        return ticker.now();
    }

    /** Measures how long something takes. */
    Duration elapsed() {
        return ticker.elapsed();
    }
}
