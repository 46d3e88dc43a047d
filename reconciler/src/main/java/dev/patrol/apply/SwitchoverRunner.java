package dev.patrol.apply;

import dev.patrol.definition.ClusterDefinition;
import dev.patrol.definition.Login;
import dev.patrol.definition.NodeDefinition;
import dev.patrol.definition.NodeName;
import dev.patrol.observe.ClusterObservation;
import dev.patrol.observe.MemberSeen;
import dev.patrol.problem.Reason;
import dev.patrol.remote.RejectedException;
import dev.patrol.remote.RemoteException;
import dev.patrol.safety.Gate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Has another member take over from a leader that waits for a restart.
 *
 * <ol>
 *   <li>Wait until the leader may be disrupted ({@link RestartGate}), and until somebody may take over.
 *   <li>A checkpoint, then {@code POST /switchover} with leader and candidate. What Patroni answers proves nothing: it may
 *       still happen after "status unknown", or not after a time-out.
 *   <li>Wait until the candidate leads and the old leader's postmaster is a new one that streams from it.
 * </ol>
 *
 * Asked for at most once: whatever went wrong, the next pass plans from what it sees then.
 */
final class SwitchoverRunner {
    private final ClusterDefinition cluster;
    private final RestartGate restartGate;
    private final Watch watch;
    private final PlanExecutor.Controls controls;
    private final Gate gate;

    SwitchoverRunner(Work work, Watch watch, RestartGate restartGate, Gate gate, PlanExecutor.Controls controls) {
        this.cluster = work.cluster();
        this.restartGate = restartGate;
        this.watch = watch;
        this.gate = gate;
        this.controls = controls;
    }

    StepEnd switchover(NodeName leader, List<Login> logins, Duration settle)
            throws InterruptedException, RemoteException {
        Optional<StepEnd> no = restartGate.await(leader, settle);
        if (no.isPresent()) {
            return no.get();
        }
        // Where replication is synchronous, the standbys that restarted last must become so again first.
        Duration patience = controls.limits().health();
        Verdict found = watch.until(patience, this::hasCandidate);
        if (!found.isYes()) {
            return StepEnd.notDone(found.reason());
        }
        NodeDefinition old = cluster.node(leader);
        Optional<Reason> noCheckpoint = Checkpoint.before(controls.nodes(), old, patience);
        ClusterObservation last = watch.look();
        Optional<StepEnd> refusal = restartGate.refusal(leader, last);
        Optional<NodeName> candidate = gate.candidates(last, Set.of()).best();
        if (refusal.isPresent() || candidate.isEmpty()) {
            return refusal.orElseGet(() -> StepEnd.notDone(hasCandidate(last).reason()));
        }
        Optional<String> before = last.member(leader).flatMap(MemberSeen::postmasterStarted);
        Answer answer = ask(old, cluster.node(candidate.get()), logins);
        Verdict done =
                watch.until(answer.refused() ? settle : patience, seen -> judge(old, candidate.get(), before, seen));
        return done.isYes()
                ? StepEnd.done(Evidence.SWITCHED_OVER.with("leader", candidate.get(), "no_checkpoint", noCheckpoint))
                : StepEnd.failed(Failure.ANSWERED.with("why", done.reason(), "answer", answer.error()));
    }

    private Verdict hasCandidate(ClusterObservation seen) {
        return gate.candidates(seen, Set.of())
                .nobody()
                .map(RestartGate::blocked)
                .orElse(Verdict.YES);
    }

    private record Answer(boolean refused, Optional<Reason> error) {}

    private Answer ask(NodeDefinition leader, NodeDefinition candidate, List<Login> logins) {
        try {
            controls.patroni().switchover(leader, logins, candidate.member());
            return new Answer(false, Optional.empty());
        } catch (RejectedException e) {
            return new Answer(true, Optional.of(e.reason()));
        } catch (RemoteException e) {
            return new Answer(false, Optional.of(Failure.ANSWER_LOST.with("error", e.reason())));
        }
    }

    private Verdict judge(NodeDefinition old, NodeName candidate, Optional<String> before, ClusterObservation seen) {
        if (seen.leader().isEmpty()) {
            return Verdict.notYet(Delay.NO_LEADER.reason());
        }
        NodeName leader = seen.leader().get();
        if (leader.equals(old.name())) {
            return Verdict.notYet(Delay.STILL_LEADS.with("leader", old.name()));
        }
        if (!leader.equals(candidate)) {
            return Verdict.never(Failure.OTHER_CANDIDATE.with("leader", leader, "candidate", candidate));
        }
        Optional<String> started = seen.member(old.name()).flatMap(MemberSeen::postmasterStarted);
        if (started.isEmpty() || started.equals(before)) {
            return Verdict.notYet(Delay.NOT_BACK.with("leader", candidate, "node", old.name()));
        }
        return Verdict.unless(gate.rules().unfitMember(cluster, seen));
    }
}
