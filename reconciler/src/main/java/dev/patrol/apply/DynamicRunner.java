package dev.patrol.apply;

import dev.patrol.definition.Login;
import dev.patrol.diff.DynamicConfiguration;
import dev.patrol.observe.ClusterObservation;
import dev.patrol.parameters.DynamicKeys;
import dev.patrol.parameters.LoopTimes;
import dev.patrol.plan.Step;
import dev.patrol.problem.Reason;
import dev.patrol.remote.PatroniControl;
import dev.patrol.remote.RemoteException;
import dev.patrol.tree.ConfigTree;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Changes keys of the dynamic configuration, which people change too. It is read once more right before, and Patroni's
 * answer shows the whole of it right after: where either is not as this plan knows it, somebody else has changed it, and
 * the rest of the plan was made for another cluster.
 */
final class DynamicRunner {
    private static final int MOST_KEYS = 5;

    private final Work work;
    private final Watch watch;
    private final PatroniControl patroni;

    DynamicRunner(Work work, Watch watch, PatroniControl patroni) {
        this.work = work;
        this.watch = watch;
        this.patroni = patroni;
    }

    /** @param limit how long members may take to apply the change, and to report what then waits for a restart */
    StepEnd change(Step.ChangeDynamic step, List<Login> logins, Duration limit)
            throws InterruptedException, RemoteException {
        ClusterObservation before = watch.lookAtServers();
        // Servers may take their time to answer, so this is a look of its own.
        Optional<ConfigTree> now = watch.look().dynamic();
        if (now.isEmpty()) {
            return StepEnd.failed(Failure.DYNAMIC_UNREADABLE.reason());
        }
        List<String> moved = differences(work.seen().dynamic().orElse(ConfigTree.EMPTY), now.get()).stream()
                .filter(key -> !isPatrolsPause(key, now.get()))
                .toList();
        if (!moved.isEmpty()) {
            return StepEnd.notDone(somebody(Failure.DYNAMIC_CHANGED_BEFORE, moved));
        }
        ConfigTree patch = DynamicPatch.of(step.changes());
        ConfigTree result = patroni.patchConfig(work.cluster().node(step.through()), logins, patch);
        List<String> others = differences(now.get().patchedBy(patch), result);
        if (!others.isEmpty()) {
            return StepEnd.notDone(somebody(Failure.DYNAMIC_CHANGED_AFTER, others));
        }
        Verdict applied = awaitMembers(new DynamicUptake(work.cluster(), result, before), limit);
        return StepEnd.done(Evidence.DYNAMIC_CHANGED.with("but", applied.doubt()));
    }

    private Verdict awaitMembers(DynamicUptake uptake, Duration limit) throws InterruptedException {
        Duration end = watch.elapsed().plus(limit);
        Verdict applied = watch.until(limit, uptake::byPatroni);
        return applied.isYes() ? watch.untilServers(end.minus(watch.elapsed()), uptake::byServers) : applied;
    }

    // A member shows times as it has adjusted them, or as they stand in the DCS.
    private static List<String> differences(ConfigTree one, ConfigTree other) {
        return DynamicConfiguration.differences(one, other).stream()
                .filter(key -> !LoopTimes.areAdjusted(key, one) && !LoopTimes.areAdjusted(key, other))
                .toList();
    }

    // A step before may have paused the cluster, and the member may not have seen the end of that yet.
    private static boolean isPatrolsPause(String key, ConfigTree now) {
        return key.equals(DynamicKeys.PAUSED_BY_PATROL)
                || (key.equals("pause") && now.get(DynamicKeys.PAUSED_BY_PATROL).isPresent());
    }

    private static Reason somebody(Failure when, List<String> keys) {
        int more = keys.size() - MOST_KEYS;
        return when.with(
                "keys",
                keys.stream().limit(MOST_KEYS).toList(),
                "more",
                more > 0 ? Optional.of(more) : Optional.empty());
    }
}
