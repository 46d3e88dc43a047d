package dev.patrol.status;

import dev.patrol.definition.ClusterName;
import dev.patrol.definition.Revision;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The last pass over one cluster.
 *
 * @param revision what the pass worked from
 * @param appliedRevision the newest revision that a pass found or made true
 * @param finished when the pass ended
 * @param lastSuccess when a pass last ended with the cluster as Git says
 * @param nodes by node name; empty when the pass saw none
 * @param dcsDrift number of keys of the dynamic configuration that differ; empty where it was not seen
 * @param ineffectiveRestarts by node name, the mark of a restart that left one pending
 */
public record ClusterStatus(
        ClusterName cluster,
        Outcome outcome,
        Revision revision,
        Optional<Revision> appliedRevision,
        Instant finished,
        Optional<Instant> lastSuccess,
        SortedMap<String, NodeStatus> nodes,
        Optional<Integer> dcsDrift,
        Map<String, String> ineffectiveRestarts) {

    public ClusterStatus {
        nodes = Collections.unmodifiableSortedMap(new TreeMap<>(nodes));
        ineffectiveRestarts = Map.copyOf(ineffectiveRestarts);
    }

    /** The status after a pass, with what only the passes before it know carried over. */
    public static ClusterStatus after(ClusterName cluster, Pass pass, Seen seen, Optional<ClusterStatus> before) {
        boolean success = pass.outcome().isSuccess();
        return new ClusterStatus(
                cluster,
                pass.outcome(),
                pass.revision(),
                success ? Optional.of(pass.revision()) : before.flatMap(ClusterStatus::appliedRevision),
                pass.finished(),
                success ? Optional.of(pass.finished()) : before.flatMap(ClusterStatus::lastSuccess),
                new TreeMap<>(seen.nodes()),
                seen.dcsDrift(),
                before.map(ClusterStatus::ineffectiveRestarts).orElseGet(Map::of));
    }

    public ClusterStatus withIneffectiveRestarts(Map<String, String> marks) {
        return new ClusterStatus(
                cluster, outcome, revision, appliedRevision, finished, lastSuccess, nodes, dcsDrift, marks);
    }

    public ClusterStatus withOutcome(Outcome other) {
        return new ClusterStatus(
                cluster, other, revision, appliedRevision, finished, lastSuccess, nodes, dcsDrift, ineffectiveRestarts);
    }

    /** What a pass saw of a cluster's nodes, by name, and of its DCS. */
    public record Seen(Map<String, NodeStatus> nodes, Optional<Integer> dcsDrift) {
        public static final Seen NOTHING = new Seen(Map.of(), Optional.empty());
    }

    /** How a pass ended, from which revision, and when. */
    public record Pass(Outcome outcome, Revision revision, Instant finished) {}
}
