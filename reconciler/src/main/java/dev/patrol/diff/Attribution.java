package dev.patrol.diff;

import dev.patrol.definition.NodeName;
import dev.patrol.render.RenderedCluster;
import dev.patrol.tree.ConfigTree;
import dev.patrol.yaml.Secret;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Whose doing differences of the files and of the DCS are. What stands there as the revision before wanted it is the new
 * commit's doing. Of what differs from both, somebody has changed it, but for a secret in a file that nobody has touched
 * since all was right: then it changed where it is kept.
 *
 * @param isCurrent whether this very revision was already found or made true
 * @param before what the revision wanted that was last found or made true; empty where that cannot be told any more
 * @param lastSuccess when all was last as wanted
 */
public record Attribution(boolean isCurrent, Optional<RenderedCluster> before, Optional<Instant> lastSuccess) {
    /** The differences with their origin; what the server and systemd say keeps its own. */
    public ClusterDiff of(ClusterDiff diff) {
        SortedMap<NodeName, NodeDiff> nodes = new TreeMap<>();
        diff.nodes()
                .forEach((name, node) -> nodes.put(
                        name,
                        node.withFile(node.file().stream()
                                .map(change -> change.with(origin(
                                        change,
                                        before.map(wanted -> wanted.node(name).tree()))))
                                .toList())));
        return new ClusterDiff(
                diff.dynamic().stream()
                        .map(change -> change.with(origin(change, before.map(RenderedCluster::dynamic))))
                        .toList(),
                nodes);
    }

    private Origin origin(KeyChange change, Optional<ConfigTree> tree) {
        boolean isSecret = change.after().filter(Secret.class::isInstance).isPresent();
        if (isCurrent) {
            return isSecret ? ofSecret(change) : change.origin();
        }
        if (tree.isEmpty()) {
            Origin.Kind kind = isUntouched(change) ? Origin.Kind.COMMIT : Origin.Kind.UNKNOWN;
            return new Origin(kind, change.origin().place(), change.origin().since());
        }
        Object wantedBefore = tree.get().get(change.path()).orElse(null);
        if (PatroniValue.same(change.before().orElse(null), wantedBefore)) {
            return Origin.of(Origin.Kind.COMMIT, "");
        }
        boolean isOtherSecret = isSecret && PatroniValue.same(change.after().orElse(null), wantedBefore);
        return isOtherSecret ? ofSecret(change) : change.origin();
    }

    // No commit changed it. Where the file has no times nobody can say more.
    private Origin ofSecret(KeyChange change) {
        if (isUntouched(change)) {
            return Origin.of(Origin.Kind.SECRET, "");
        }
        return change.origin().since().isPresent() ? change.origin() : Origin.of(Origin.Kind.UNKNOWN, "");
    }

    private boolean isUntouched(KeyChange change) {
        Optional<Instant> since = change.origin().since();
        return since.isPresent()
                && lastSuccess.filter(success -> !since.get().isAfter(success)).isPresent();
    }
}
