package dev.patrol.plan;

import dev.patrol.definition.NodeDefinition;
import dev.patrol.diff.ClusterDiffer;
import dev.patrol.diff.KeyChange;
import dev.patrol.diff.Layer;
import dev.patrol.diff.NodeDiff;
import dev.patrol.diff.Origin;
import dev.patrol.observe.MemberSeen;
import dev.patrol.observe.NodeSeen;
import dev.patrol.parameters.Effect;
import java.util.List;
import java.util.Set;

/**
 * What brings a server back to what Patroni was told, when the server's own files say otherwise. Each touches only its node
 * and, but for what needs a restart, no connection.
 */
final class ServerFiles {
    private final Planner.Evidence evidence;

    ServerFiles(Planner.Evidence evidence) {
        this.evidence = evidence;
    }

    /** The differences that these steps enforce. */
    static List<KeyChange> enforced(NodeDiff diff) {
        return of(diff, Set.of(Origin.Kind.ALTER_SYSTEM, Origin.Kind.SERVER_FILE));
    }

    void plan(NodeDefinition node, Draft draft) {
        NodeDiff diff = evidence.diff().node(node.name());
        List<KeyChange> altered = of(diff, Set.of(Origin.Kind.ALTER_SYSTEM));
        if (!altered.isEmpty()) {
            draft.enforce(
                    Layer.EFFECTIVE, new Step.ResetParameters(node.name(), altered, StepReason.ALTER_SYSTEM.reason()));
        }
        List<KeyChange> edited = of(diff, Set.of(Origin.Kind.SERVER_FILE));
        boolean unread = of(diff, Set.of(Origin.Kind.NOT_LOADED)).stream()
                .anyMatch(change -> !change.key().equals(ClusterDiffer.NOT_READ));
        // Patroni looks for pending restarts when it reloads; what ALTER SYSTEM did it does not see by itself (#3515).
        boolean pends = altered.stream().anyMatch(change -> change.effect() == Effect.RESTART);
        if (!edited.isEmpty()) {
            renew(node, diff, edited, draft);
        } else if (pends) {
            draft.enforce(Layer.EFFECTIVE, new Step.Reload(node.name(), StepReason.PENDING_UNSEEN.reason()));
        } else if (unread && !draft.reloads(node.name())) {
            draft.enforce(Layer.EFFECTIVE, new Step.Reload(node.name(), StepReason.SERVER_UNREAD.reason()));
        }
    }

    private void renew(NodeDefinition node, NodeDiff diff, List<KeyChange> edited, Draft draft) {
        boolean keepsOtherFile = diff.fileDiffers() && !draft.enforces(Layer.FILE);
        boolean renewsByReload = evidence.seen()
                .seen(node.name())
                .flatMap(NodeSeen::member)
                .filter(MemberSeen::renewsFilesOnReload)
                .isPresent();
        if (keepsOtherFile && !renewsByReload) {
            draft.obstacle(Obstacle.Kind.REPORTED, ObstacleCause.EDITS_STAY.with("node", node.name()));
            return;
        }
        draft.enforce(Layer.EFFECTIVE, new Step.RenewFiles(node.name(), edited, StepReason.EDITED_FILES.reason()));
    }

    private static List<KeyChange> of(NodeDiff diff, Set<Origin.Kind> kinds) {
        return diff.effective().stream()
                .filter(change -> kinds.contains(change.origin().kind()))
                .toList();
    }
}
