package dev.patrol.apply;

import dev.patrol.definition.NodeDefinition;
import dev.patrol.diff.KeyChange;
import dev.patrol.observe.FileSeen;
import dev.patrol.observe.MemberSeen;
import dev.patrol.observe.NodeSeen;
import dev.patrol.plan.Step;
import dev.patrol.plan.StepVisitor;
import dev.patrol.problem.Reason;
import dev.patrol.remote.FileEdit;
import dev.patrol.remote.NodeControl;
import dev.patrol.remote.PatroniControl;
import dev.patrol.remote.RejectedException;
import dev.patrol.remote.UnreachableException;
import dev.patrol.remote.ValidationReport;
import dev.patrol.render.FileTag;
import dev.patrol.render.RenderedConfig;
import dev.patrol.yaml.Secret;
import java.util.List;
import java.util.Optional;

/** Does steps, and looks whether they have come about. */
final class StepRunner implements StepVisitor<Begun> {
    private final Work work;
    private final Watch watch;
    private final NodeControl nodes;
    private final PatroniControl patroni;
    private final RestLogins logins;
    private final Disruptions disruptions;
    private final ReloadRunner reloads;
    private final Limits limits;
    private final LoopLimits loops;

    StepRunner(Work work, Watch watch, PlanExecutor.Controls controls, Disruptions disruptions) {
        this.work = work;
        this.watch = watch;
        this.nodes = controls.nodes();
        this.patroni = controls.patroni();
        this.logins = new RestLogins(work);
        this.disruptions = disruptions;
        this.limits = controls.limits();
        this.loops = LoopLimits.of(work);
        this.reloads = new ReloadRunner(work, watch, controls.patroni(), disruptions.rest(), loops);
    }

    /** What clients of the database can notice. */
    record Disruptions(RestartRunner restarts, SwitchoverRunner switchovers, RestRunner rest) {}

    /** Does the step, but for what only shows after a loop of Patroni: that is left to {@link Begun#end}. */
    Begun begin(Step step) {
        return step.accept(this);
    }

    @Override
    public Begun writeConfig(Step.WriteConfig step) {
        return done(() -> {
            NodeDefinition node = work.cluster().node(step.node());
            RenderedConfig rendered = work.rendered().node(step.node());
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
        });
    }

    // A file that Patroni need not read again keeps its tag, or the next pass would think that a reload is due.
    private Optional<String> tag(Step.WriteConfig step) {
        return step.creates() || KeyChange.wantReload(step.changes())
                ? Optional.of(FileTag.fresh())
                : work.seen().seen(step.node()).flatMap(NodeSeen::fileTag);
    }

    private ValidationReport stage(NodeDefinition node, FileEdit edit) throws UnreachableException, RejectedException {
        try {
            return nodes.stage(node, edit);
        } catch (UnreachableException | RejectedException e) {
            // Patroni's check may have hung on an etcd host that is away. The staged text holds passwords.
            nodes.discard(node);
            throw e;
        }
    }

    private void commit(NodeDefinition node, FileEdit edit) throws UnreachableException, RejectedException {
        try {
            nodes.commit(node, edit);
        } catch (RejectedException e) {
            // The staged text holds passwords and will not be used.
            nodes.discard(node);
            throw e;
        }
    }

    @Override
    public Begun reload(Step.Reload step) {
        return begun(() -> reloads.ask(work.cluster().node(step.node())));
    }

    @Override
    public Begun resetParameters(Step.ResetParameters step) {
        return done(() -> {
            List<String> names =
                    step.changes().stream().map(change -> change.path().last()).toList();
            nodes.resetParameters(work.cluster().node(step.node()), names);
            return StepEnd.done(Evidence.PARAMETERS_RESET.with("parameters", names));
        });
    }

    @Override
    public Begun renewFiles(Step.RenewFiles step) {
        return begun(() -> {
            NodeDefinition node = work.cluster().node(step.node());
            Optional<NodeSeen> now = watch.look().seen(step.node());
            if (now.flatMap(NodeSeen::member)
                    .filter(MemberSeen::renewsFilesOnReload)
                    .isEmpty()) {
                Optional<Secret> replaces = now.flatMap(NodeSeen::file).map(FileSeen::text);
                FileEdit edit = new FileEdit(work.rendered().node(step.node()).marked(FileTag.fresh()), replaces);
                // Nothing but Patrol's own marks changes in it, so there is nothing for Patroni to check.
                stage(node, edit);
                commit(node, edit);
            }
            return reloads.ask(node);
        });
    }

    @Override
    public Begun disableNative(Step.DisableNative step) {
        return done(() -> {
            nodes.disableNative(work.cluster().node(step.node()));
            return StepEnd.done(Evidence.UNIT_DISABLED.reason());
        });
    }

    @Override
    public Begun startPatroni(Step.StartPatroni step) {
        return done(() -> {
            NodeDefinition node = work.cluster().node(step.node());
            nodes.startPatroni(node);
            StartCheck check = new StartCheck(step, node);
            Verdict up = watch.until(limits.start(), check::judge);
            return up.isYes()
                    ? StepEnd.done(check.success().reason())
                    : StepEnd.failed(Failure.START_UNSEEN.with("why", up.reason(), "unit", unit(node)));
        });
    }

    @Override
    public Begun changeDynamic(Step.ChangeDynamic step) {
        return done(
                () -> new DynamicRunner(work, watch, patroni).change(step, logins.of(step.through()), loops.handled()));
    }

    @Override
    public Begun restart(Step.Restart step) {
        return done(() -> disruptions.restarts().restart(step.node(), loops.shown()));
    }

    @Override
    public Begun switchover(Step.Switchover step) {
        return done(() -> disruptions.switchovers().switchover(step.node(), logins.of(step.node()), loops.shown()));
    }

    @Override
    public Begun checkRest(Step.CheckRest step) {
        return done(() -> disruptions.rest().check(step.node()));
    }

    @Override
    public Begun pause(Step.Pause step) {
        return done(() -> disruptions.rest().pause(step.through(), loops.shown()));
    }

    @Override
    public Begun restartPatroni(Step.RestartPatroni step) {
        return done(() -> disruptions.rest().restart(step.node()));
    }

    @Override
    public Begun resume(Step.Resume step) {
        return done(() -> disruptions.rest().resume(step.through(), loops.shown()));
    }

    static String unit(NodeDefinition node) {
        return node.layout().units().patroni();
    }

    private interface Attempt<T> {
        T run() throws InterruptedException, UnreachableException, RejectedException;
    }

    private static Begun done(Attempt<StepEnd> whole) {
        return begun(() -> Begun.over(whole.run()));
    }

    private static Begun begun(Attempt<Begun> attempt) {
        try {
            return attempt.run();
        } catch (UnreachableException e) {
            return Begun.over(StepEnd.failed(e.reason()));
        } catch (RejectedException e) {
            return Begun.over(StepEnd.failed(e.reason()));
        } catch (InterruptedException e) {
            return Begun.over(interrupted());
        }
    }

    static StepEnd interrupted() {
        Thread.currentThread().interrupt();
        return StepEnd.failed(Failure.INTERRUPTED.reason());
    }
}
