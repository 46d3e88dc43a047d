package dev.patrol.view;

import dev.patrol.apply.Work;
import dev.patrol.definition.ClusterDefinition;
import dev.patrol.diff.ClusterDiff.Found;
import dev.patrol.diff.KeyChange;
import dev.patrol.diff.Layer;
import dev.patrol.diff.Target;
import dev.patrol.plan.OnlyReported;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One difference of a cluster, once, with every place where it stands.
 *
 * @param isOnlyReported whether Patrol leaves it as it is
 */
record Difference(KeyChange change, List<Target> places, boolean isOnlyReported) {
    private static final String SEED = "bootstrap";

    /**
     * Those of a cluster that runs, the DCS first. The copy of the DCS in the files, which nothing reads on a running
     * cluster, is left out, and so is what a server lacks only because the change of the same key is still to come.
     */
    static List<Difference> of(Work work) {
        Map<Object, List<Found>> equal = new LinkedHashMap<>();
        List<Found> all = all(work);
        all.stream()
                .filter(found -> !isSeed(found.change()) && !follows(found, all))
                .forEach(found -> equal.computeIfAbsent(identity(found, work), key -> new ArrayList<>())
                        .add(found));
        return equal.values().stream()
                .map(same -> new Difference(
                        same.get(0).change(),
                        same.stream().map(Found::target).toList(),
                        isOnlyReported(same.get(0).change(), work)))
                .toList();
    }

    /** Each difference at each place; none for a cluster that does not run yet. */
    static List<Found> all(Work work) {
        return work.seen().leader().isEmpty() ? List.of() : work.plan().diff().all();
    }

    static boolean isOnlyReported(KeyChange change, Work work) {
        return OnlyReported.covers(change, work.cluster().policy().drift());
    }

    /** Whether it is in the copy of the dynamic configuration that seeds a rebuilt DCS. */
    static boolean isSeed(KeyChange change) {
        return change.path().first().equals(SEED);
    }

    // What the server still runs with, where the file or the DCS differs in the same key.
    private static boolean follows(Found found, List<Found> all) {
        return found.change().layer() == Layer.EFFECTIVE
                && !found.change().origin().isDrift()
                && all.stream()
                        .filter(other -> other.change().layer() == Layer.DYNAMIC
                                || other.change().layer() == Layer.FILE)
                        .filter(other -> other.target().equals(Target.DCS)
                                || other.target().equals(found.target()))
                        .anyMatch(other ->
                                other.change().path().equals(found.change().path()));
    }

    private static Object identity(Found found, Work work) {
        KeyChange change = found.change();
        return List.of(
                found.target().equals(Target.DCS),
                change.path(),
                change.before(),
                change.after(),
                change.forecast(),
                change.origin().kind(),
                change.origin().place(),
                isOnlyReported(change, work));
    }

    /** {@code DCS}, {@code all nodes}, or the nodes by name. */
    String where(ClusterDefinition cluster) {
        boolean isEverywhere =
                places.size() > 1 && places.size() == cluster.nodes().size();
        return isEverywhere
                ? "all nodes"
                : places.stream().map(Target::toString).collect(Collectors.joining(", "));
    }
}
