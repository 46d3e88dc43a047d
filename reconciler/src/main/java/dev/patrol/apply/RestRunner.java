package dev.patrol.apply;

import dev.patrol.definition.NodeDefinition;
import dev.patrol.definition.NodeName;
import dev.patrol.observe.ClusterObservation;
import dev.patrol.observe.FileSeen;
import dev.patrol.observe.MemberSeen;
import dev.patrol.observe.NodeSeen;
import dev.patrol.parameters.DynamicKeys;
import dev.patrol.problem.Reason;
import dev.patrol.remote.NodeControl.RestListener;
import dev.patrol.remote.NodeControl.RestOccasion;
import dev.patrol.remote.RemoteException;
import dev.patrol.safety.Block;
import dev.patrol.safety.Gate;
import dev.patrol.tree.ConfigTree;
import dev.patrol.tree.KeyPath;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Moves a cluster's REST API by restarts of Patroni in a pause; {@link dev.patrol.plan.Step.Pause} and its neighbours.
 * Patroni is asked where it listens at the moment, which is another place before its restart than after it.
 */
final class RestRunner {
    private final Work work;
    private final Watch watch;
    private final Gate gate;
    private final PlanExecutor.Controls controls;

    RestRunner(Work work, Watch watch, Gate gate, PlanExecutor.Controls controls) {
        this.work = work;
        this.watch = watch;
        this.gate = gate;
        this.controls = controls;
    }

    StepEnd check(NodeName name) throws RemoteException {
        RestListener listener = listener(work.wanted().node(name).tree());
        List<String> complaints = controls.nodes().checkRest(work.cluster().node(name), listener, RestOccasion.RESTART);
        return complaints.isEmpty()
                ? StepEnd.done(Evidence.CAN_LISTEN.with("listen", listener.listen()))
                : StepEnd.failed(
                        Failure.CANNOT_LISTEN.with("listen", listener.listen(), "complaints", said(complaints)));
    }

    /**
     * Why a reload of the file that lies on the node would cost Patroni its REST API; empty where it would not. A
     * certificate is read again where its content is new.
     */
    Optional<StepEnd> objectionToReload(NodeSeen now) throws RemoteException {
        Optional<RestListener> listener = now.file()
                .flatMap(FileSeen::tree)
                .map(RestRunner::listener)
                .filter(found -> found.certfile().isPresent());
        if (listener.isEmpty()) {
            return Optional.empty();
        }
        NodeDefinition node = work.cluster().node(now.name());
        List<String> complaints = controls.nodes().checkRest(node, listener.get(), RestOccasion.RELOAD);
        return complaints.isEmpty()
                ? Optional.empty()
                : Optional.of(StepEnd.failed(Failure.WOULD_LOSE_REST.with("complaints", said(complaints))));
    }

    private static List<Reason> said(List<String> complaints) {
        return complaints.stream().map(Reason::said).toList();
    }

    private static RestListener listener(ConfigTree tree) {
        ConfigTree restapi = tree.tree("restapi");
        return new RestListener(
                restapi.text("listen").orElse(""),
                restapi.text("certfile"),
                restapi.text("keyfile"),
                restapi.text("cafile"));
    }

    StepEnd pause(NodeName through, Duration limit) throws InterruptedException, RemoteException {
        Optional<Block> block = gate.move(through, watch.look(), watch.now());
        if (block.isPresent()) {
            return StepEnd.notDone(block.get().why());
        }
        patch(through, true, "the REST API moves; the next pass ends this pause");
        Verdict paused = watch.until(limit, RestRunner::allPaused);
        return paused.isYes()
                ? StepEnd.done(Evidence.PAUSED.reason())
                : StepEnd.failed(Failure.PAUSE_STAYS.with("why", paused.reason()));
    }

    StepEnd restart(NodeName name) throws InterruptedException, RemoteException {
        NodeDefinition node = work.cluster().node(name);
        ClusterObservation before = watch.look();
        // Without the pause Patroni would stop PostgreSQL as it ends, and somebody may have ended it.
        boolean hasLeftIt = before.member(name)
                .filter(member -> !member.conditions().paused())
                .isPresent();
        if (!before.isPaused() || hasLeftIt) {
            return StepEnd.failed(Failure.PAUSE_ENDED.reason());
        }
        Optional<String> started = before.member(name).flatMap(MemberSeen::postmasterStarted);
        controls.nodes().restartPatroni(node);
        Verdict back = watch.until(controls.limits().start(), seen -> isBack(node, started, seen));
        return back.isYes()
                ? StepEnd.done(Evidence.ANSWERS.with("url", node.rest().url()))
                : StepEnd.failed(Failure.FAILOVER_OFF.with("why", back.reason(), "unit", StepRunner.unit(node)));
    }

    StepEnd resume(NodeName through, Duration limit) throws InterruptedException, RemoteException {
        patch(through, null, null);
        Verdict resumed =
                watch.until(limit, seen -> seen.isPaused() ? Verdict.notYet(Delay.STILL_PAUSED.reason()) : Verdict.YES);
        return resumed.isYes() ? StepEnd.done(Evidence.RESUMED.reason()) : StepEnd.failed(resumed.reason());
    }

    private void patch(NodeName through, @Nullable Boolean pause, @Nullable String mark) throws RemoteException {
        ConfigTree patch =
                ConfigTree.EMPTY.with(KeyPath.of("pause"), pause).with(KeyPath.of(DynamicKeys.PAUSED_BY_PATROL), mark);
        controls.patroni().patchConfig(whereItIs(through), new RestLogins(work).of(through), patch);
    }

    private NodeDefinition whereItIs(NodeName name) {
        NodeDefinition node = work.cluster().node(name);
        return watch.look()
                .seen(name)
                .flatMap(NodeSeen::restAt)
                .map(node::withRest)
                .orElse(node);
    }

    private static Verdict allPaused(ClusterObservation seen) {
        if (!seen.unseen().isEmpty()) {
            return Verdict.notYet(
                    Delay.NODE_UNSEEN.with("node", seen.unseen().get(0).name()));
        }
        return seen.allSeen().stream()
                .filter(node -> node.member()
                        .filter(member -> !member.conditions().paused())
                        .isPresent())
                .findFirst()
                .map(node -> Verdict.notYet(Delay.NOT_PAUSED.with("node", node.name())))
                .orElse(Verdict.YES);
    }

    private static Verdict isBack(NodeDefinition node, Optional<String> started, ClusterObservation seen) {
        Optional<NodeSeen> found = seen.seen(node.name());
        Optional<MemberSeen> member = found.flatMap(NodeSeen::member);
        if (member.isEmpty()) {
            return Verdict.notYet(
                    Delay.PATRONI_SILENT.with("node", node.name(), "why", found.flatMap(NodeSeen::restFailure)));
        }
        if (!found.get().restAt().equals(Optional.of(node.rest()))
                || !found.get().hasReadItsFile()) {
            return Verdict.notYet(Delay.LISTENS_ELSEWHERE.with(
                    "node", node.name(), "url", node.rest().url()));
        }
        if (!member.get().isRunning()) {
            return Verdict.notYet(Delay.NOT_RUNNING.with(
                    "node", node.name(), "state", member.get().state()));
        }
        Optional<String> now = member.get().postmasterStarted();
        return started.isPresent() && !now.equals(started)
                ? Verdict.never(Failure.RESTARTED_IN_PAUSE.with("node", node.name()))
                : Verdict.YES;
    }
}
