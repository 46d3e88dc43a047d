package dev.patrol.apply;

import dev.patrol.definition.NodeDefinition;
import dev.patrol.observe.ClusterObservation;
import dev.patrol.observe.NodeSeen;
import dev.patrol.observe.ServerSeen;
import dev.patrol.problem.Reason;
import dev.patrol.remote.PatroniControl;
import dev.patrol.remote.RemoteException;
import java.time.Duration;
import java.util.Optional;

/**
 * Has Patroni read its file, and its server the server's own files.
 *
 * <ol>
 *   <li>Nothing is asked where the node cannot be seen, or where the reload would cost Patroni its REST API.
 *   <li>{@code POST /reload}, which Patroni answers before it does anything.
 *   <li>Wait until Patroni shows the file's tag; without that the reload has failed. Where the tag was there before, it
 *       tells nothing.
 *   <li>Wait until the server has read its files again, and Patroni says of a pending restart what the server says: a
 *       second lies between the two. Where the tag has told that Patroni has read its file, the reload is done without
 *       this; where it has not, a server that has read nothing means that Patroni has not either, and the reload has failed.
 * </ol>
 */
final class ReloadRunner {
    private final Work work;
    private final Watch watch;
    private final PatroniControl patroni;
    private final RestRunner rest;
    private final LoopLimits limits;

    ReloadRunner(Work work, Watch watch, PatroniControl patroni, RestRunner rest, LoopLimits limits) {
        this.work = work;
        this.watch = watch;
        this.patroni = patroni;
        this.rest = rest;
        this.limits = limits;
    }

    /** The first two. */
    Begun ask(NodeDefinition node) throws RemoteException {
        Optional<NodeSeen> before = watch.lookAtServer(node.name()).seen(node.name());
        if (before.isEmpty()) {
            return Begun.over(StepEnd.notDone(Failure.NODE_UNSEEN.with("node", node.name())));
        }
        Optional<StepEnd> objection = rest.objectionToReload(before.get());
        if (objection.isPresent()) {
            return Begun.over(objection.get());
        }
        patroni.reload(node, new RestLogins(work).of(node.name()));
        Duration begin = watch.elapsed();
        return Begun.waiting(() -> await(node, before.get(), begin));
    }

    private StepEnd await(NodeDefinition node, NodeSeen before, Duration begin) {
        try {
            return judge(node, before, begin);
        } catch (InterruptedException e) {
            return StepRunner.interrupted();
        }
    }

    private StepEnd judge(NodeDefinition node, NodeSeen before, Duration begin) throws InterruptedException {
        boolean tagTells = !before.showsTagOfFile();
        if (tagTells) {
            Duration left = begin.plus(limits.shown()).minus(watch.elapsed());
            Verdict tag = watch.until(left, seen -> tag(before, seen));
            if (!tag.isYes()) {
                return failed(node, tag.reason(), begin);
            }
        }
        Verdict server = awaitServer(before, tagTells);
        if (server.isYes()) {
            return StepEnd.done(Evidence.FILE_READ.reason());
        }
        Verdict tag = watch.until(limits.shown(), seen -> tag(before, seen));
        if (!tag.isYes()) {
            return failed(node, tag.reason(), begin);
        }
        return tagTells
                ? StepEnd.done(Evidence.FILE_READ.with("but", server.reason()))
                : endWithoutTag(node, before, server, begin);
    }

    // A server that could not be asked before cannot show that it has read its files since: only time tells then.
    private Verdict awaitServer(NodeSeen before, boolean tagTells) throws InterruptedException {
        if (before.server().isPresent()) {
            return watch.untilServer(before.name(), limits.handled(), seen -> server(before, seen));
        }
        if (!tagTells) {
            return watch.until(limits.handled(), seen -> server(before, seen));
        }
        return before.serverFailure().isPresent() ? Verdict.notYet(Delay.ofServer(before)) : Verdict.YES;
    }

    private StepEnd endWithoutTag(NodeDefinition node, NodeSeen before, Verdict server, Duration begin) {
        Optional<ServerSeen> then = before.server();
        Optional<ServerSeen> now = then.flatMap(
                earlier -> watch.lookAtServer(node.name()).seen(node.name()).flatMap(NodeSeen::server));
        if (then.isEmpty() || now.isEmpty()) {
            return StepEnd.done(Evidence.RELOAD_ACCEPTED.with("why", server.reason()));
        }
        return now.get().hasReloadedSince(then.get())
                ? StepEnd.done(Evidence.FILE_READ.with("but", server.reason()))
                : failed(node, Delay.FILES_UNREAD.with("node", node.name()), begin);
    }

    private StepEnd failed(NodeDefinition node, Reason why, Duration begin) {
        long seconds = watch.elapsed().minus(begin).toSeconds();
        return StepEnd.failed(
                Failure.RELOAD_UNSEEN.with("why", why, "seconds", seconds, "unit", StepRunner.unit(node)));
    }

    private static Verdict tag(NodeSeen before, ClusterObservation seen) {
        if (seen.member(before.name()).isEmpty()) {
            return Verdict.notYet(Delay.PATRONI_SILENT.with("node", before.name()));
        }
        return seen.seen(before.name()).filter(NodeSeen::showsTagOfFile).isPresent()
                ? Verdict.YES
                : Verdict.notYet(Delay.TAG_MISSING.reason());
    }

    private static Verdict server(NodeSeen before, ClusterObservation seen) {
        Verdict tag = tag(before, seen);
        if (!tag.isYes()) {
            return tag;
        }
        NodeSeen now = seen.seen(before.name()).orElseThrow();
        NodeSeen silent = before.server().isEmpty() ? before : now;
        if (silent.server().isEmpty()) {
            return Verdict.notYet(Delay.ofServer(silent));
        }
        ServerSeen server = now.server().orElseThrow();
        if (!server.hasReloadedSince(before.server().orElseThrow())) {
            return Verdict.notYet(Delay.FILES_UNREAD.with("node", before.name()));
        }
        boolean isPending = seen.member(before.name()).orElseThrow().restart().pending();
        return isPending == server.isRestartPending()
                ? Verdict.YES
                : Verdict.notYet(Delay.PENDING_RESTART_UNKNOWN.reason());
    }
}
