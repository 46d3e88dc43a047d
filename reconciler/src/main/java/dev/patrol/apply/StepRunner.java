package dev.patrol.apply;

import static java.util.Objects.requireNonNull;

import dev.patrol.definition.NodeDefinition;
import dev.patrol.diff.KeyChange;
import dev.patrol.observe.FileSeen;
import dev.patrol.observe.MemberSeen;
import dev.patrol.observe.NodeSeen;
import dev.patrol.plan.Step;
import dev.patrol.problem.Reason;
import dev.patrol.remote.FileEdit;
import dev.patrol.remote.NodeControl;
import dev.patrol.remote.RejectedException;
import dev.patrol.remote.RemoteException;
import dev.patrol.remote.ValidationReport;
import dev.patrol.render.FileTag;
import dev.patrol.render.RenderedConfig;
import dev.patrol.safety.Gate;
import dev.patrol.yaml.Secret;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Does steps, and looks whether they have come about. */
final class StepRunner {
    private final Work work;
    private final Watch watch;
    private final NodeControl nodes;
    private final ReloadRunner reloads;
    private final Limits limits;
    private final Map<Class<? extends Step>, Attempt<Step, Begun>> kinds = new HashMap<>();

    StepRunner(Work work, Watch watch, PlanExecutor.Controls controls, Gate gate) {
        this.work = work;
        this.watch = watch;
        this.nodes = controls.nodes();
        this.limits = controls.limits();
        LoopLimits loops = LoopLimits.of(work);
        RestLogins logins = new RestLogins(work);
        RestRunner rest = new RestRunner(work, watch, gate, controls);
        RestartGate restartGate = new RestartGate(work, watch, gate, limits.health());
        RestartRunner restarts = new RestartRunner(work, watch, restartGate, gate.rules(), controls);
        SwitchoverRunner switchovers = new SwitchoverRunner(work, watch, restartGate, gate, controls);
        DynamicRunner dynamic = new DynamicRunner(work, watch, controls.patroni());
        this.reloads = new ReloadRunner(work, watch, controls.patroni(), rest, loops);
        does(Step.WriteConfig.class, this::write);
        begins(Step.Reload.class, step -> reloads.ask(node(step)));
        does(Step.ResetParameters.class, this::reset);
        begins(Step.RenewFiles.class, this::renew);
        does(Step.DisableNative.class, this::disable);
        does(Step.StartPatroni.class, this::start);
        does(Step.ChangeDynamic.class, step -> dynamic.change(step, logins.of(step.through()), loops.handled()));
        does(Step.Restart.class, step -> restarts.restart(step.node(), loops.shown()));
        does(Step.Switchover.class, step -> switchovers.switchover(step.node(), logins.of(step.node()), loops.shown()));
        does(Step.CheckRest.class, step -> rest.check(step.node()));
        does(Step.Pause.class, step -> rest.pause(step.through(), loops.shown()));
        does(Step.RestartPatroni.class, step -> rest.restart(step.node()));
        does(Step.Resume.class, step -> rest.resume(step.through(), loops.shown()));
    }

    private interface Attempt<S, T> {
        T of(S step) throws InterruptedException, RemoteException;
    }

    private <S extends Step> void does(Class<S> kind, Attempt<S, StepEnd> attempt) {
        begins(kind, step -> Begun.over(attempt.of(step)));
    }

    private <S extends Step> void begins(Class<S> kind, Attempt<S, Begun> attempt) {
        kinds.put(kind, step -> attempt.of(requireNonNull(kind.cast(step))));
    }

    /** The kinds of steps that can be carried out. */
    Set<Class<? extends Step>> kinds() {
        return kinds.keySet();
    }

    /** Does the step, but for what only shows after a loop of Patroni: that is left to {@link Begun#end}. */
    Begun begin(Step step) {
        try {
            return requireNonNull(kinds.get(step.getClass())).of(step);
        } catch (RemoteException e) {
            return Begun.over(StepEnd.failed(e.reason()));
        } catch (InterruptedException e) {
            return Begun.over(interrupted());
        }
    }

    private NodeDefinition node(Step.OnNode step) {
        return work.cluster().node(step.node());
    }

    private StepEnd write(Step.WriteConfig step) throws RemoteException {
        NodeDefinition node = node(step);
        RenderedConfig rendered = work.wanted().node(step.node());
        Optional<Secret> replaces =
                work.seen().seen(step.node()).flatMap(NodeSeen::file).map(FileSeen::text);
        FileEdit edit = new FileEdit(rendered.tagged(tag(step)), replaces);
        List<Reason> complaints = ValidationVerdict.complaints(stage(node, edit), rendered.tree());
        if (!complaints.isEmpty()) {
            nodes.discard(node);
            return StepEnd.failed(Failure.FILE_REJECTED.with("complaints", complaints));
        }
        commit(node, edit);
        return StepEnd.done(
                Evidence.FILE_WRITTEN.with("file", node.layout().paths().configFile()));
    }

    // A file that Patroni need not read again keeps its tag, or the next pass would think that a reload is due.
    private Optional<String> tag(Step.WriteConfig step) {
        return step.creates() || KeyChange.wantReload(step.changes())
                ? Optional.of(FileTag.fresh())
                : work.seen().seen(step.node()).flatMap(NodeSeen::fileTag);
    }

    private ValidationReport stage(NodeDefinition node, FileEdit edit) throws RemoteException {
        try {
            return nodes.stage(node, edit);
        } catch (RemoteException e) {
            // Patroni's check may have hung on an etcd host that is away. The staged text holds passwords.
            nodes.discard(node);
            throw e;
        }
    }

    private void commit(NodeDefinition node, FileEdit edit) throws RemoteException {
        try {
            nodes.commit(node, edit);
        } catch (RejectedException e) {
            // The staged text holds passwords and will not be used.
            nodes.discard(node);
            throw e;
        }
    }

    private StepEnd reset(Step.ResetParameters step) throws RemoteException {
        List<String> names =
                step.changes().stream().map(change -> change.path().last()).toList();
        nodes.resetParameters(node(step), names);
        return StepEnd.done(Evidence.PARAMETERS_RESET.with("parameters", names));
    }

    private Begun renew(Step.RenewFiles step) throws RemoteException {
        NodeDefinition node = node(step);
        Optional<NodeSeen> now = watch.look().seen(step.node());
        if (now.flatMap(NodeSeen::member)
                .filter(MemberSeen::renewsFilesOnReload)
                .isEmpty()) {
            Optional<Secret> replaces = now.flatMap(NodeSeen::file).map(FileSeen::text);
            FileEdit edit = new FileEdit(work.wanted().node(step.node()).marked(FileTag.fresh()), replaces);
            // Nothing but Patrol's own marks changes in it, so there is nothing for Patroni to check.
            stage(node, edit);
            commit(node, edit);
        }
        return reloads.ask(node);
    }

    private StepEnd disable(Step.DisableNative step) throws RemoteException {
        nodes.disableNative(node(step));
        return StepEnd.done(Evidence.UNIT_DISABLED.reason());
    }

    private StepEnd start(Step.StartPatroni step) throws InterruptedException, RemoteException {
        NodeDefinition node = node(step);
        nodes.startPatroni(node);
        StartCheck check = new StartCheck(step, node);
        Verdict up = watch.until(limits.start(), check::judge);
        return up.isYes()
                ? StepEnd.done(check.success().reason())
                : StepEnd.failed(Failure.START_UNSEEN.with("why", up.reason(), "unit", unit(node)));
    }

    static String unit(NodeDefinition node) {
        return node.layout().units().patroni();
    }

    static StepEnd interrupted() {
        Thread.currentThread().interrupt();
        return StepEnd.failed(Failure.INTERRUPTED.reason());
    }
}
