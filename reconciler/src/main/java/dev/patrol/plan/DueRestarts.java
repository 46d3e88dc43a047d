package dev.patrol.plan;

import static java.util.Objects.requireNonNull;

import dev.patrol.definition.ClusterDefinition;
import dev.patrol.definition.NodeName;
import dev.patrol.diff.ChangedParameter;
import dev.patrol.diff.ClusterDiffer;
import dev.patrol.diff.KeyChange;
import dev.patrol.diff.Layer;
import dev.patrol.diff.NodeDiff;
import dev.patrol.observe.MemberSeen;
import dev.patrol.parameters.Effect;
import dev.patrol.problem.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The members whose PostgreSQL must restart, and why: pending from before, or forecast from what the plan changes.
 *
 * @param reasons by node
 * @param waitingFor by node, the parameters that its restart is pending for, where Patroni tells and nothing else changes
 */
record DueRestarts(Map<NodeName, Reason> reasons, Map<NodeName, Set<String>> waitingFor) {
    static DueRestarts of(ClusterDefinition cluster, Planner.Evidence evidence) {
        Map<NodeName, Reason> reasons = new TreeMap<>();
        Map<NodeName, Set<String>> waitingFor = new TreeMap<>();
        boolean onlyReported = Layer.FILE.isOnlyReported(cluster.policy().drift());
        evidence.diff().nodes().forEach((node, diff) -> {
            Optional<MemberSeen> member = evidence.seen().member(node);
            List<String> keys = keys(node, evidence.diff().dynamic(), onlyReported ? List.of() : diff.file(), diff);
            if (member.isPresent() && !keys.isEmpty()) {
                reasons.put(node, StepReason.RESTART_FOR.with("parameters", keys));
                return;
            }
            Set<String> parameters = new TreeSet<>(restartKeys(node, diff.effective()));
            parameters.removeAll(takenBack(node, evidence.diff().dynamic()));
            boolean isPending =
                    member.filter(found -> found.restart().pending()).isPresent() && !parameters.isEmpty();
            if (isPending) {
                parameters.remove(ClusterDiffer.PENDING_RESTART);
                reasons.put(node, StepReason.PENDING.with("parameters", listed(parameters)));
                waitingFor.put(node, parameters);
            } else if (Takeover.mayBeUnfinished(node, cluster, evidence.seen())) {
                reasons.put(node, StepReason.REACHABLE.reason());
            }
        });
        return new DueRestarts(reasons, waitingFor);
    }

    private static List<String> keys(NodeName node, List<KeyChange> dynamic, List<KeyChange> file, NodeDiff diff) {
        List<String> keys = new ArrayList<>(restartKeys(node, dynamic));
        keys.addAll(restartKeys(node, file));
        keys.addAll(restartKeys(node, ServerFiles.enforced(diff)));
        return keys;
    }

    // A change by which a node gets what it runs with makes Patroni forget that a restart was pending for it.
    private static Set<String> takenBack(NodeName node, List<KeyChange> dynamic) {
        return dynamic.stream()
                .filter(change -> change.effect() != Effect.RESTART
                        || change.forecast().except().contains(node))
                .flatMap(change -> ChangedParameter.in(change).stream())
                .collect(Collectors.toSet());
    }

    private static List<String> restartKeys(NodeName node, List<KeyChange> changes) {
        return changes.stream()
                .filter(change -> change.effect() == Effect.RESTART)
                .filter(change -> !change.forecast().except().contains(node))
                .map(change -> change.path().last())
                .toList();
    }

    private static Optional<List<String>> listed(Set<String> parameters) {
        return parameters.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(parameters));
    }

    /** Whether this plan changes nothing that takes one: all were pending before. */
    boolean areFromBefore() {
        return waitingFor.keySet().containsAll(reasons.keySet());
    }

    boolean isEmpty() {
        return reasons.isEmpty();
    }

    Set<NodeName> members() {
        return reasons.keySet();
    }

    Reason reason(NodeName node) {
        return requireNonNull(reasons.get(node));
    }

    /** Whether all that a member still waits for is among these parameters; one that does not say may wait for any. */
    boolean waitsOnlyFor(NodeName node, Set<String> parameters) {
        Set<String> known = waitingFor.getOrDefault(node, Set.of());
        return !known.isEmpty() && parameters.containsAll(known);
    }
}
