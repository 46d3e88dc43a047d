package dev.patrol.apply;

import dev.patrol.definition.ClusterDefinition;
import dev.patrol.definition.NodeDefinition;
import dev.patrol.definition.NodeName;
import dev.patrol.observe.ClusterObservation;
import dev.patrol.observe.MemberSeen;
import dev.patrol.plan.SafetyRules;
import dev.patrol.remote.NodeControl;
import dev.patrol.remote.RejectedException;
import dev.patrol.remote.UnreachableException;
import java.time.Duration;
import java.util.Optional;

/**
 * Restarts PostgreSQL on one member.
 *
 * <ol>
 *   <li>Wait until Patroni reports the restart as pending; if it never does, nothing is restarted.
 *   <li>Wait until the rest of the cluster is fit to carry it ({@link SafetyRules}, on a fresh look).
 *   <li>{@code patronictl restart SCOPE MEMBER --pending --force} on the node. What it prints and returns proves nothing.
 *   <li>Wait until the postmaster is a new one, the member is fit again (after the leader's restart all members: replicas
 *       lose it and come back some seconds later), and the leader is still the same member.
 * </ol>
 */
final class RestartRunner {
    private final ClusterDefinition cluster;
    private final Optional<NodeName> leader;
    private final Watch watch;
    private final NodeControl nodes;
    private final SafetyRules safety;
    private final Limits limits;

    RestartRunner(Work work, Watch watch, NodeControl nodes, SafetyRules safety, Limits limits) {
        this.cluster = work.cluster();
        // A plan without a leader that restarts something is a first start, which makes the first node lead.
        this.leader = work.seen()
                .leader()
                .or(() -> Optional.of(work.cluster().firstNode().name()));
        this.watch = watch;
        this.nodes = nodes;
        this.safety = safety;
        this.limits = limits;
    }

    /**
     * @param settle how long Patroni may take to report what a change before made pending
     */
    StepEnd restart(NodeName name, Duration settle)
            throws InterruptedException, UnreachableException, RejectedException {
        Verdict pending = watch.until(settle, seen -> pending(name, seen));
        if (!pending.isYes()) {
            return StepEnd.notNeeded(pending.reason());
        }
        NodeDefinition node = cluster.node(name);
        Verdict fit = watch.until(limits.health(), seen -> othersFit(name, seen));
        if (!fit.isYes()) {
            return StepEnd.failed("not restarted: " + fit.reason());
        }
        // A replica that has not replayed what its leader restarted with keeps the old values, and its restart is in
        // vain. One that does not get well is restarted all the same: that may be what it lacks.
        watch.until(
                settle, seen -> safety.unfit(node, seen).map(Verdict::notYet).orElse(Verdict.YES));
        ClusterObservation last = watch.look();
        Verdict still = othersFit(name, last);
        Optional<String> before = last.member(name).flatMap(MemberSeen::postmasterStarted);
        if (!still.isYes() || before.isEmpty()) {
            return StepEnd.failed("not restarted: "
                    + (still.isYes()
                            ? "Patroni on '" + name + "' does not say when PostgreSQL started"
                            : still.reason()));
        }
        NodeControl.Member member = new NodeControl.Member(cluster.scope().name(), node.member());
        String printed = nodes.restart(node, member, limits.restart());
        Verdict restarted = watch.until(limits.health(), seen -> restarted(node, before, seen));
        return restarted.isYes()
                ? StepEnd.done("restarted")
                : StepEnd.failed(restarted.reason() + "; patronictl said: " + lastLine(printed));
    }

    private Verdict othersFit(NodeName name, ClusterObservation seen) {
        // The order of restarts was made for the leader that the plan saw.
        if (seen.leader().isPresent() && !seen.leader().equals(leader)) {
            return Verdict.never("meanwhile '" + seen.leader().get() + "' became the leader; the next pass plans anew");
        }
        return safety.objectionTo(name, cluster, seen).map(Verdict::notYet).orElse(Verdict.YES);
    }

    private static Verdict pending(NodeName name, ClusterObservation seen) {
        boolean pending =
                seen.member(name).filter(member -> member.restart().pending()).isPresent();
        return pending ? Verdict.YES : Verdict.notYet("Patroni reports no pending restart");
    }

    private Verdict restarted(NodeDefinition node, Optional<String> before, ClusterObservation seen) {
        Optional<MemberSeen> member = seen.member(node.name());
        if (member.isEmpty()) {
            return Verdict.notYet("'" + node.name() + "' does not answer after the restart");
        }
        Optional<String> started = member.get().postmasterStarted();
        if (started.isEmpty() || started.equals(before)) {
            return Verdict.notYet("PostgreSQL on '" + node.name() + "' was not restarted");
        }
        if (seen.leader().isEmpty()) {
            return Verdict.notYet("no member leads after the restart of '" + node.name() + "'");
        }
        if (!seen.leader().equals(leader)) {
            return Verdict.never("meanwhile '" + seen.leader().get() + "' became the leader; the next pass plans anew");
        }
        boolean ledBefore = leader.equals(Optional.of(node.name()));
        Optional<String> unfit = ledBefore ? safety.unfitMember(cluster, seen) : safety.unfit(node, seen);
        return unfit.map(Verdict::notYet).orElse(Verdict.YES);
    }

    private static String lastLine(String printed) {
        return printed.strip().lines().reduce((first, second) -> second).orElse("nothing");
    }
}
