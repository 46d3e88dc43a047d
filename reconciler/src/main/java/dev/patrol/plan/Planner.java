package dev.patrol.plan;

import dev.patrol.definition.ClusterDefinition;
import dev.patrol.definition.NodeName;
import dev.patrol.diff.ClusterDiff;
import dev.patrol.diff.Layer;
import dev.patrol.hba.LockOut;
import dev.patrol.hba.Verdict;
import dev.patrol.observe.ClusterObservation;
import dev.patrol.observe.FileSeen;
import dev.patrol.observe.Unseen;
import dev.patrol.plan.Obstacle.Kind;
import dev.patrol.problem.Reason;
import dev.patrol.render.WantedCluster;
import dev.patrol.safety.Gate;
import dev.patrol.safety.SafetyRules;
import dev.patrol.tree.ConfigTree;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Turns what is wanted and what was seen into steps.
 *
 * <ol>
 *   <li>Tell which {@link NewOrRunning} the cluster is in; where nobody can say, there are obstacles and no steps.
 *   <li>A new cluster: {@link FirstStart}. A running one: {@link Changes}.
 *   <li>A pg_hba that shuts out what the cluster cannot do without is refused ({@link LockOut}).
 *   <li>What an obstacle forbids is held: a pause or a refusal holds everything (but a refusal of restarts that pended
 *       before holds them alone), an unreachable node or an unhealthy member every step that could disrupt or that
 *       reaches nodes nobody can see.
 * </ol>
 *
 * Promises: same input at the same time, same plan; no step that disrupts while anything about the cluster is unknown;
 * planning again after the steps were carried out gives an empty plan.
 */
public final class Planner {
    private final SafetyRules safety;
    private final InstantSource clock;

    /**
     * @param clock tells whether a maintenance window is open
     */
    public Planner(SafetyRules safety, InstantSource clock) {
        this.safety = safety;
        this.clock = clock;
    }

    /** The three things that a plan is made of, besides the definition itself. */
    public record Evidence(WantedCluster wanted, ClusterObservation seen, ClusterDiff diff) {}

    public Plan plan(ClusterDefinition cluster, Evidence evidence) {
        List<Obstacle> obstacles = new ArrayList<>();
        for (Unseen node : evidence.seen().unseen()) {
            ObstacleCause cause = node.isReached() ? ObstacleCause.UNREAD : ObstacleCause.UNREACHABLE;
            obstacles.add(new Obstacle(Kind.WAITING, cause.with("node", node.name(), "why", node.reason())));
        }
        NewOrRunning situation = NewOrRunning.of(cluster, evidence.seen());
        situation.obstacle().ifPresent(obstacles::add);
        Draft draft = new Draft(obstacles, cluster.policy().drift());
        if (situation.isNew() || situation.isRunning()) {
            lockOuts(cluster, evidence).forEach(reason -> draft.obstacle(Kind.STALLED, reason));
            if (draft.enforces(Layer.FILE)) {
                unreadFiles(evidence.seen()).forEach(reason -> draft.obstacle(Kind.STALLED, reason));
            }
        }
        if (situation.isNew()) {
            new FirstStart(cluster, evidence).plan(draft);
        } else if (situation.isRunning()) {
            new Changes(cluster, acting(evidence, draft), new Gate(cluster, safety), clock.instant()).plan(draft);
            OnlyReported.of(cluster, evidence.diff()).forEach(reason -> draft.obstacle(Kind.REPORTED, reason));
            evidence.seen()
                    .strangers(cluster)
                    .forEach(name -> draft.obstacle(Kind.REPORTED, ObstacleCause.STRANGER.with("member", name)));
        }
        pause(cluster, evidence.seen()).ifPresent(draft::holdEverything);
        return draft.finish(cluster.name(), evidence.diff());
    }

    // Where the DCS is only observed, what members restart for and how synchronous they are follows from what is there.
    private static Evidence acting(Evidence evidence, Draft draft) {
        Optional<ConfigTree> dynamic = evidence.seen().dynamic();
        return draft.enforces(Layer.DYNAMIC) || dynamic.isEmpty()
                ? evidence
                : new Evidence(
                        new WantedCluster(dynamic.get(), evidence.wanted().nodes()),
                        evidence.seen(),
                        new ClusterDiff(List.of(), evidence.diff().nodes()));
    }

    // Reloads keep the connections that are open, so that it would not show before the next restart; and then Patroni
    // cannot put its own file right any more.
    private static List<Reason> lockOuts(ClusterDefinition cluster, Evidence evidence) {
        SortedMap<NodeName, ConfigTree> files = new TreeMap<>();
        evidence.wanted().nodes().forEach((node, config) -> files.put(node, config.tree()));
        ConfigTree dynamic = evidence.wanted().dynamic();
        return LockOut.of(cluster, files, dynamic).stream()
                .filter(found -> found.verdict() == Verdict.REFUSED)
                .map(LockOut::reason)
                .toList();
    }

    // Whoever replaces it may change what no live cluster can change, and Patroni would not come back from a restart
    // there.
    private static List<Reason> unreadFiles(ClusterObservation seen) {
        return seen.allSeen().stream()
                .flatMap(node -> node.file().flatMap(FileSeen::unread).stream()
                        .map(why -> ObstacleCause.FILE_UNREAD.with("node", node.name(), "why", why)))
                .toList();
    }

    private static Optional<Obstacle> pause(ClusterDefinition cluster, ClusterObservation seen) {
        if (cluster.policy().paused()) {
            return Optional.of(new Obstacle(Kind.PAUSED, ObstacleCause.PAUSED_IN_GIT.reason()));
        }
        return seen.isPaused() && !RestMove.isMarked(seen)
                ? Optional.of(new Obstacle(Kind.PAUSED, ObstacleCause.PAUSED_BY_PATRONICTL.reason()))
                : Optional.empty();
    }
}
