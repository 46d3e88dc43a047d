package dev.patrol.apply;

import dev.patrol.definition.NodeDefinition;
import dev.patrol.observe.ClusterObservation;
import dev.patrol.observe.NodeSeen;
import dev.patrol.observe.ServerSeen;
import dev.patrol.remote.PatroniControl;
import dev.patrol.remote.RejectedException;
import dev.patrol.remote.UnreachableException;
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
 *       second lies between the two.
 * </ol>
 */
final class ReloadRunner {
    private final Work work;
    private final Watch watch;
    private final PatroniControl patroni;
    private final RestRunner rest;
    private final LoopLimits limits;

    ReloadRunner(Work work, Watch watch, PatroniControl patroni, RestRunner rest) {
        this.work = work;
        this.watch = watch;
        this.patroni = patroni;
        this.rest = rest;
        this.limits = LoopLimits.of(work);
    }

    StepEnd reload(NodeDefinition node) throws InterruptedException, UnreachableException, RejectedException {
        Optional<NodeSeen> before = watch.lookAtServers().seen(node.name());
        if (before.isEmpty()) {
            return StepEnd.notDone("node '" + node.name() + "' cannot be seen, so what it would read is unknown");
        }
        Optional<StepEnd> objection = rest.objectionToReload(before.get());
        if (objection.isPresent()) {
            return objection.get();
        }
        patroni.reload(node, new RestLogins(work).of(node.name()));
        Sighting read = await(before.get());
        return read.isYes()
                ? StepEnd.done("Patroni has read its file")
                : StepEnd.failed(read.reason() + " after " + limits.shown().toSeconds() + " s; see '"
                        + StepRunner.journal(node) + "' on the node");
    }

    private Sighting await(NodeSeen before) throws InterruptedException {
        boolean tagTells = !before.hasReadItsFile();
        if (tagTells) {
            Sighting tag = watch.until(limits.shown(), seen -> tag(before, seen));
            if (!tag.isYes() || before.server().isEmpty()) {
                return tag;
            }
        }
        Sighting server = watch.untilServers(limits.handled(), seen -> server(before, seen));
        // A server that cannot be asked, or is not there, has nothing to do with Patroni's file.
        return server.isYes() ? server : watch.until(limits.shown(), seen -> tag(before, seen));
    }

    private static Sighting tag(NodeSeen before, ClusterObservation seen) {
        if (seen.member(before.name()).isEmpty()) {
            return Sighting.notYet("Patroni does not answer after the reload");
        }
        return seen.seen(before.name()).filter(NodeSeen::hasReadItsFile).isPresent()
                ? Sighting.YES
                : Sighting.notYet("Patroni accepted the reload but does not show the file's tag");
    }

    private static Sighting server(NodeSeen before, ClusterObservation seen) {
        Sighting tag = tag(before, seen);
        Optional<ServerSeen> server = seen.seen(before.name()).flatMap(NodeSeen::server);
        if (!tag.isYes() || server.isEmpty() || before.server().isEmpty()) {
            return Sighting.notYet(tag.isYes() ? "the server cannot be asked" : tag.reason());
        }
        if (!server.get().hasReloadedSince(before.server().get())) {
            return Sighting.notYet("the server has not read its files again");
        }
        boolean isPending = seen.member(before.name()).orElseThrow().restart().pending();
        return isPending == server.get().isRestartPending()
                ? Sighting.YES
                : Sighting.notYet("Patroni has not looked for pending restarts yet");
    }
}
