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
 *   <li>Wait until the postmaster is a new one, the member is fit again, and the leader is still the same member.
 * </ol>
 */
final class RestartRunner {
    private final ClusterDefinition cluster;
    private final Watch watch;
    private final NodeControl nodes;
    private final SafetyRules safety;
    private final Limits limits;

    RestartRunner(ClusterDefinition cluster, Watch watch, NodeControl nodes, SafetyRules safety, Limits limits) {
        this.cluster = cluster;
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
        Verdict fit = watch.until(
                limits.health(),
                seen -> safety.objectionTo(name, cluster, seen)
                        .map(Verdict::notYet)
                        .orElse(Verdict.YES));
        if (!fit.isYes()) {
            return StepEnd.failed("not restarted: " + fit.reason());
        }
        NodeDefinition node = cluster.node(name);
        Before before = Before.of(name, watch.look());
        NodeControl.Member member = new NodeControl.Member(cluster.scope().name(), node.member());
        String printed = nodes.restart(node, member, limits.restart());
        Verdict restarted = watch.until(limits.health(), seen -> restarted(node, before, seen));
        return restarted.isYes()
                ? StepEnd.done("restarted")
                : StepEnd.failed(restarted.reason() + "; patronictl said: " + lastLine(printed));
    }

    private record Before(Optional<String> postmasterStarted, Optional<NodeName> leader) {
        static Before of(NodeName name, ClusterObservation seen) {
            return new Before(seen.member(name).flatMap(MemberSeen::postmasterStarted), seen.leader());
        }
    }

    private static Verdict pending(NodeName name, ClusterObservation seen) {
        boolean pending =
                seen.member(name).filter(member -> member.restart().pending()).isPresent();
        return pending ? Verdict.YES : Verdict.notYet("Patroni reports no pending restart");
    }

    private Verdict restarted(NodeDefinition node, Before before, ClusterObservation seen) {
        Optional<MemberSeen> member = seen.member(node.name());
        if (member.isEmpty()) {
            return Verdict.notYet("'" + node.name() + "' does not answer after the restart");
        }
        Optional<String> started = member.get().postmasterStarted();
        if (started.isEmpty() || started.equals(before.postmasterStarted())) {
            return Verdict.notYet("PostgreSQL on '" + node.name() + "' was not restarted");
        }
        if (seen.leader().isEmpty()) {
            return Verdict.notYet("no member leads after the restart of '" + node.name() + "'");
        }
        if (!seen.leader().equals(before.leader())) {
            return Verdict.never("meanwhile '" + seen.leader().get() + "' became the leader; the next pass plans anew");
        }
        return safety.unfit(node, seen).map(Verdict::notYet).orElse(Verdict.YES);
    }

    private static String lastLine(String printed) {
        return printed.strip().lines().reduce((first, second) -> second).orElse("nothing");
    }
}
