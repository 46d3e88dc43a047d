package dev.patrol.plan;

import static java.util.Objects.requireNonNull;

import dev.patrol.definition.ClusterDefinition;
import dev.patrol.definition.DriftPolicy;
import dev.patrol.diff.ClusterDiff;
import dev.patrol.diff.KeyChange;
import dev.patrol.diff.Layer;
import dev.patrol.diff.NodeDiff;
import dev.patrol.diff.Origin;
import dev.patrol.parameters.Effect;
import dev.patrol.problem.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The differences of a running cluster that no step will enforce: those of a layer that the definition only wants watched,
 * those that come from a unit's environment, and values that the server has refused.
 */
public final class OnlyReported {
    private static final Map<Layer, Function<NodeDiff, Integer>> COUNTS = Map.of(
            Layer.FILE, diff -> diff.fileMissing() ? 1 : diff.file().size(),
            Layer.EFFECTIVE, diff -> diff.effective().size(),
            Layer.SERVICE, diff -> diff.service().size());

    private OnlyReported() {}

    /** Whether it is left as it is. */
    public static boolean covers(KeyChange change, DriftPolicy drift) {
        return change.layer().isOnlyReported(drift) || isFromEnvironment(change) || isRefusedByServer(change);
    }

    private static boolean isFromEnvironment(KeyChange change) {
        return change.origin().kind() == Origin.Kind.ENVIRONMENT;
    }

    private static boolean isRefusedByServer(KeyChange change) {
        return change.origin().kind() == Origin.Kind.SERVER && change.effect() != Effect.RESTART;
    }

    /** The same of all of them. */
    static List<Reason> of(ClusterDefinition cluster, ClusterDiff diff) {
        List<Reason> reasons = new ArrayList<>();
        for (Layer layer : Layer.values()) {
            int count = count(layer, diff);
            if (count > 0 && layer.isOnlyReported(cluster.policy().drift())) {
                reasons.add(ObstacleCause.LAYER_ONLY_REPORTED.with("count", count, "layer", layer.label()));
            }
        }
        diff.nodes().values().forEach(node -> notPatrols(node, reasons));
        return reasons;
    }

    private static int count(Layer layer, ClusterDiff diff) {
        return layer == Layer.DYNAMIC
                ? diff.dynamic().size()
                : diff.nodes().values().stream()
                        .mapToInt(node -> requireNonNull(COUNTS.get(layer)).apply(node))
                        .sum();
    }

    private static void notPatrols(NodeDiff node, List<Reason> reasons) {
        for (KeyChange change : node.service()) {
            if (isFromEnvironment(change)) {
                reasons.add(ObstacleCause.FROM_ENVIRONMENT.with(
                        "variable",
                        change.path().last(),
                        "node",
                        node.node(),
                        "place",
                        change.origin().place()));
            }
        }
        node.effective().stream()
                .filter(OnlyReported::isRefusedByServer)
                .forEach(change -> reasons.add(ObstacleCause.NOT_IN_EFFECT.with(
                        "key",
                        change.key(),
                        "node",
                        node.node(),
                        "why",
                        change.origin().place())));
    }
}
