package dev.patrol.diff;

import dev.patrol.definition.NodeName;
import dev.patrol.observe.ClusterObservation;
import dev.patrol.observe.FileSeen;
import dev.patrol.observe.NodeSeen;
import dev.patrol.parameters.DynamicKeys;
import dev.patrol.remote.NodeReading.FileTimes;
import dev.patrol.render.RenderedConfig;
import dev.patrol.render.WantedCluster;
import dev.patrol.tree.ConfigTree;
import dev.patrol.yaml.Secret;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Whose doing differences of the files and of the DCS are. What stands there as the revision before wanted it is the new
 * commit's doing. What differs from both, somebody has changed; unless the file was not touched since all was right: then
 * a secret changed where it is kept, and of anything else nobody can say (another version of Patrol, say).
 *
 * @param isCurrent whether this very revision was already found or made true
 * @param before what the revision wanted that was last found or made true; empty where that cannot be told any more
 * @param lastSuccess when all was last as wanted
 */
public record Attribution(boolean isCurrent, Optional<WantedCluster> before, Optional<Instant> lastSuccess) {
    /** The differences with their origin; what the server and systemd say keeps its own. */
    public ClusterDiff of(ClusterDiff diff, ClusterObservation seen) {
        SortedMap<NodeName, NodeDiff> nodes = new TreeMap<>();
        diff.nodes().forEach((name, node) -> nodes.put(name, of(node, age(seen.seen(name)))));
        Optional<ConfigTree> tree = before.map(WantedCluster::dynamic);
        return new ClusterDiff(
                diff.dynamic().stream()
                        .map(change -> change.with(origin(change, tree, Age.UNKNOWN)))
                        .toList(),
                nodes);
    }

    private NodeDiff of(NodeDiff node, Age age) {
        Optional<ConfigTree> tree = before.flatMap(
                        wanted -> Optional.ofNullable(wanted.nodes().get(node.node())))
                .map(RenderedConfig::tree);
        if (node.fileMissing() && !isCurrent && tree.isEmpty()) {
            // A machine that is no node yet, as far as is known: what its units are is nobody's edit.
            return node.ofNewMachine(Origin.of(before.isPresent() ? Origin.Kind.COMMIT : Origin.Kind.UNKNOWN, ""));
        }
        return node.withFile(node.file().stream()
                .map(change -> change.with(origin(change, tree, age)))
                .toList());
    }

    /** When a file last changed on disk, against the last success. */
    private enum Age {
        UNTOUCHED,
        TOUCHED,
        UNKNOWN
    }

    // By the time that nobody can set; a node tells whole seconds.
    private Age age(Optional<NodeSeen> node) {
        Optional<Instant> changed =
                node.flatMap(NodeSeen::file).flatMap(FileSeen::times).map(FileTimes::changed);
        Optional<Instant> success = lastSuccess.map(time -> time.truncatedTo(ChronoUnit.SECONDS));
        if (changed.isEmpty() || success.isEmpty() || changed.equals(success)) {
            return Age.UNKNOWN;
        }
        return changed.get().isBefore(success.get()) ? Age.UNTOUCHED : Age.TOUCHED;
    }

    private Origin origin(KeyChange change, Optional<ConfigTree> tree, Age age) {
        boolean isSecret = change.after().filter(Secret.class::isInstance).isPresent();
        if (isCurrent) {
            return ofUncommitted(change, isSecret, age);
        }
        if (tree.isEmpty()) {
            return age == Age.UNTOUCHED && !isSecret ? Origin.of(Origin.Kind.COMMIT, "") : unknown(change);
        }
        Object wantedBefore = tree.get().get(change.path()).orElse(null);
        if (PatroniValue.same(change.before().orElse(null), wantedBefore) || holdsAll(change, wantedBefore)) {
            return Origin.of(Origin.Kind.COMMIT, "");
        }
        return PatroniValue.same(change.after().orElse(null), wantedBefore)
                ? ofUncommitted(change, isSecret, age)
                : change.origin();
    }

    // No commit changed it.
    private static Origin ofUncommitted(KeyChange change, boolean isSecret, Age age) {
        if (age == Age.UNTOUCHED) {
            return isSecret ? Origin.of(Origin.Kind.SECRET, "") : unknown(change);
        }
        return isSecret && age == Age.UNKNOWN ? unknown(change) : change.origin();
    }

    private static Origin unknown(KeyChange change) {
        return Origin.of(
                Origin.Kind.UNKNOWN, change.origin().place(), change.origin().since());
    }

    // Others have their part in such a list.
    private static boolean holdsAll(KeyChange change, @Nullable Object wantedBefore) {
        return DynamicKeys.isSharedList(change.path())
                && change.before().orElse(null) instanceof List<?> found
                && wantedBefore instanceof List<?> wanted
                && wanted.stream().allMatch(item -> found.stream().anyMatch(other -> PatroniValue.same(item, other)));
    }
}
