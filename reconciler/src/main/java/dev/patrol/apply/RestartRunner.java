package dev.patrol.apply;

import dev.patrol.definition.ClusterDefinition;
import dev.patrol.definition.NodeDefinition;
import dev.patrol.definition.NodeName;
import dev.patrol.observe.ClusterObservation;
import dev.patrol.observe.MemberSeen;
import dev.patrol.problem.Reason;
import dev.patrol.remote.NodeControl;
import dev.patrol.remote.RemoteException;
import dev.patrol.safety.SafetyRules;
import java.time.Duration;
import java.util.Optional;

/**
 * Restarts PostgreSQL on one member.
 *
 * <ol>
 *   <li>Wait until it may be ({@link RestartGate}); if no restart is pending, nothing is restarted.
 *   <li>On the leader, a checkpoint.
 *   <li>{@code patronictl restart SCOPE MEMBER --pending --force} on the node. What it prints and returns proves nothing.
 *   <li>Wait until the postmaster is a new one, the member is fit again (after the leader's restart all members: replicas
 *       lose it and come back some seconds later), and the leader is still the same member.
 * </ol>
 */
final class RestartRunner {
    private final ClusterDefinition cluster;
    private final RestartGate restartGate;
    private final Watch watch;
    private final NodeControl nodes;
    private final SafetyRules safety;
    private final Limits limits;

    RestartRunner(Work work, Watch watch, RestartGate restartGate, SafetyRules safety, PlanExecutor.Controls controls) {
        this.cluster = work.cluster();
        this.restartGate = restartGate;
        this.watch = watch;
        this.nodes = controls.nodes();
        this.safety = safety;
        this.limits = controls.limits();
    }

    /**
     * @param settle how long Patroni may take to report what a change before made pending
     */
    StepEnd restart(NodeName name, Duration settle) throws InterruptedException, RemoteException {
        Optional<StepEnd> no = restartGate.await(name, settle);
        if (no.isPresent()) {
            return no.get();
        }
        NodeDefinition node = cluster.node(name);
        // A replica that has not replayed what its leader restarted with keeps the old values, and its restart is
        // ineffective. One that does not get well is restarted all the same: that may be what it lacks.
        watch.until(settle, seen -> Verdict.unless(safety.unfit(node, seen)));
        // patronictl leaves out whoever's key in the DCS does not say so yet (ctl.py), and says nothing of it.
        watch.until(
                settle,
                seen -> seen.topology().pendingRestart().contains(node.member())
                        ? Verdict.YES
                        : Verdict.notYet(Delay.NO_PENDING_RESTART.reason()));
        boolean leads = restartGate.leader().equals(Optional.of(name));
        Optional<Reason> noCheckpoint = leads ? Checkpoint.before(nodes, node, limits.health()) : Optional.empty();
        ClusterObservation last = watch.look();
        Optional<StepEnd> refusal = restartGate.refusal(name, last);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Optional<String> before = last.member(name).flatMap(MemberSeen::postmasterStarted);
        if (before.isEmpty()) {
            return StepEnd.notDone(Failure.START_TIME_UNKNOWN.with("node", name));
        }
        NodeControl.Member member = new NodeControl.Member(cluster.scope().name(), node.member());
        Reason answer = ask(node, member);
        Verdict restarted = watch.until(limits.health(), seen -> restarted(node, before, seen));
        return restarted.isYes()
                ? StepEnd.done(Evidence.RESTARTED.with("no_checkpoint", noCheckpoint))
                : StepEnd.failed(Failure.ANSWERED.with("why", restarted.reason(), "answer", answer));
    }

    // An answer that is lost or late does not tell that nothing happened: only the look afterwards does.
    private Reason ask(NodeDefinition node, NodeControl.Member member) {
        try {
            return Failure.PATRONICTL.with("line", lastLine(nodes.restart(node, member, limits.restart())));
        } catch (RemoteException e) {
            return e.reason();
        }
    }

    private Verdict restarted(NodeDefinition node, Optional<String> before, ClusterObservation seen) {
        Optional<MemberSeen> member = seen.member(node.name());
        if (member.isEmpty()) {
            return Verdict.notYet(Delay.PATRONI_SILENT.with("node", node.name()));
        }
        Optional<String> started = member.get().postmasterStarted();
        if (started.isEmpty() || started.equals(before)) {
            return Verdict.notYet(Delay.NOT_RESTARTED.with("node", node.name()));
        }
        if (seen.leader().isEmpty()) {
            return Verdict.notYet(Delay.NO_LEADER.reason());
        }
        if (!seen.leader().equals(restartGate.leader())) {
            return Verdict.never(
                    Failure.OTHER_LEADER.with("leader", seen.leader().get()));
        }
        boolean ledBefore = restartGate.leader().equals(Optional.of(node.name()));
        return Verdict.unless(ledBefore ? safety.unfitMember(cluster, seen) : safety.unfit(node, seen));
    }

    private static String lastLine(String printed) {
        return printed.strip().lines().reduce((first, second) -> second).orElse("nothing");
    }
}
