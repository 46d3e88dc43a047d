package dev.patrol.apply;

import dev.patrol.definition.NodeName;
import dev.patrol.observe.ClusterObservation;
import dev.patrol.safety.Block;
import dev.patrol.safety.Gate;
import java.time.Duration;
import java.util.Optional;

/**
 * Whether a member may be disrupted: Patroni reports a restart as pending, its maintenance window is open, and the rest of
 * the cluster is fit to carry it. The plan has judged all that before; the cluster may have changed since.
 */
final class RestartGate {
    private final Optional<NodeName> leader;
    private final boolean firstStart;
    private final Watch watch;
    private final Gate gate;
    private final Duration patience;

    RestartGate(Work work, Watch watch, Gate gate, Duration patience) {
        // A plan without a leader that restarts something is a first start, which makes the first node lead.
        this.firstStart = work.seen().leader().isEmpty();
        this.leader = work.seen()
                .leader()
                .or(() -> Optional.of(work.cluster().firstNode().name()));
        this.watch = watch;
        this.gate = gate;
        this.patience = patience;
    }

    /** The leader that the plan's order was made for. */
    Optional<NodeName> leader() {
        return leader;
    }

    /**
     * Waits until the member may be disrupted; empty when it may, else how the step ends.
     *
     * @param settle how long Patroni may take to report what a change before made pending
     */
    Optional<StepEnd> await(NodeName member, Duration settle) throws InterruptedException {
        Verdict pending = watch.until(settle, seen -> pending(member, seen));
        if (!pending.isYes()) {
            return Optional.of(StepEnd.notNeeded(pending.reason()));
        }
        Optional<StepEnd> closed = closed(member, watch.look());
        if (closed.isPresent()) {
            return closed;
        }
        Verdict fit = watch.until(patience, seen -> fit(member, seen));
        return fit.isYes() ? Optional.empty() : Optional.of(StepEnd.notDone(fit.reason()));
    }

    /** What speaks against it on the last look before the step. */
    Optional<StepEnd> refusal(NodeName member, ClusterObservation last) {
        Verdict fit = fit(member, last);
        return closed(member, last)
                .or(() -> fit.isYes() ? Optional.empty() : Optional.of(StepEnd.notDone(fit.reason())));
    }

    private Optional<StepEnd> closed(NodeName member, ClusterObservation seen) {
        return firstStart
                ? Optional.empty()
                : gate.window(member, seen, watch.now()).map(closed -> StepEnd.notDone(closed.why()));
    }

    private Verdict fit(NodeName member, ClusterObservation seen) {
        // The order of restarts was made for the leader that the plan saw.
        if (seen.leader().isPresent() && !seen.leader().equals(leader)) {
            return Verdict.never(
                    Failure.OTHER_LEADER.with("leader", seen.leader().get()));
        }
        return gate.disruption(member, seen).map(RestartGate::blocked).orElse(Verdict.YES);
    }

    static Verdict blocked(Block block) {
        return block.passes() ? Verdict.notYet(block.why()) : Verdict.never(block.why());
    }

    private static Verdict pending(NodeName name, ClusterObservation seen) {
        boolean pending =
                seen.member(name).filter(member -> member.restart().pending()).isPresent();
        return pending ? Verdict.YES : Verdict.notYet(Delay.NO_PENDING_RESTART.reason());
    }
}
