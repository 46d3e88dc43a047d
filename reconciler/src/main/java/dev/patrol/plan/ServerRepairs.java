package dev.patrol.plan;

import dev.patrol.definition.NodeDefinition;
import dev.patrol.diff.ClusterDiffer;
import dev.patrol.diff.KeyChange;
import dev.patrol.diff.Layer;
import dev.patrol.diff.NodeDiff;
import dev.patrol.diff.Trace;
import dev.patrol.observe.MemberSeen;
import dev.patrol.observe.NodeSeen;
import dev.patrol.parameters.Effect;
import java.util.List;
import java.util.Set;

/**
 * What brings a server back to what Patroni was told, when the server's own files say otherwise. Each touches only its node
 * and, but for what needs a restart, no connection.
 */
final class ServerRepairs {
    private final Planner.Evidence evidence;

    ServerRepairs(Planner.Evidence evidence) {
        this.evidence = evidence;
    }

    /** The differences that these steps undo. */
    static List<KeyChange> undone(NodeDiff diff) {
        return of(diff, Set.of(Trace.Kind.ALTER_SYSTEM, Trace.Kind.SERVER_FILE));
    }

    void plan(NodeDefinition node, Draft draft) {
        NodeDiff diff = evidence.diff().node(node.name());
        List<KeyChange> altered = of(diff, Set.of(Trace.Kind.ALTER_SYSTEM));
        if (!altered.isEmpty()) {
            draft.heal(
                    Layer.EFFECTIVE,
                    new Step.ResetParameters(node.name(), altered, "ALTER SYSTEM beats what Patroni writes"));
        }
        List<KeyChange> edited = of(diff, Set.of(Trace.Kind.SERVER_FILE));
        boolean unread = of(diff, Set.of(Trace.Kind.NOT_LOADED)).stream()
                .anyMatch(change -> !change.key().equals(ClusterDiffer.NOT_READ));
        // Patroni looks for pending restarts when it reloads; what ALTER SYSTEM did it does not see by itself (#3515).
        boolean pends = altered.stream().anyMatch(change -> change.effect() == Effect.RESTART);
        if (!edited.isEmpty()) {
            renew(node, diff, edited, draft);
        } else if (pends) {
            draft.heal(Layer.EFFECTIVE, new Step.Reload(node.name(), "Patroni must see that a restart is pending"));
        } else if (unread && !draft.reloads(node.name())) {
            draft.heal(
                    Layer.EFFECTIVE,
                    new Step.Reload(node.name(), "PostgreSQL has not read its files since they changed"));
        }
    }

    private void renew(NodeDefinition node, NodeDiff diff, List<KeyChange> edited, Draft draft) {
        boolean keepsOtherFile = diff.fileDiffers() && !draft.heals(Layer.FILE);
        boolean renewsByReload = evidence.seen()
                .seen(node.name())
                .flatMap(NodeSeen::member)
                .filter(MemberSeen::renewsFilesOnReload)
                .isPresent();
        if (keepsOtherFile && !renewsByReload) {
            draft.obstacle(
                    Obstacle.Kind.REPORTED,
                    "what was changed in PostgreSQL's files on '" + node.name()
                            + "' stays: a Patroni before 4.0.6 writes"
                            + " them anew only with a change of its own file, which is only observed");
            return;
        }
        draft.heal(
                Layer.EFFECTIVE,
                new Step.RenewFiles(node.name(), edited, "somebody changed files that Patroni writes"));
    }

    private static List<KeyChange> of(NodeDiff diff, Set<Trace.Kind> kinds) {
        return diff.effective().stream()
                .filter(change -> kinds.contains(change.trace().kind()))
                .toList();
    }
}
