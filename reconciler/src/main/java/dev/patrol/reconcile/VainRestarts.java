package dev.patrol.reconcile;

import dev.patrol.apply.StepResult;
import dev.patrol.apply.Work;
import dev.patrol.definition.ClusterName;
import dev.patrol.definition.NodeName;
import dev.patrol.diff.KeyChange;
import dev.patrol.observe.MemberSeen;
import dev.patrol.parameters.Effect;
import dev.patrol.plan.Obstacle;
import dev.patrol.plan.Plan;
import dev.patrol.plan.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Members that were restarted and wait for a restart all the same (an {@code ALTER SYSTEM} that beats Patroni's file, a
 * value that Patroni does not accept). A second restart would be as much in vain, and the one after it; so they are left
 * alone until somebody restarts them or Git changes something that needs one. Known to this process only.
 */
final class VainRestarts {
    private final Map<Member, String> startedLast = new ConcurrentHashMap<>();

    private record Member(ClusterName cluster, NodeName node) {}

    /** Whether the work wants a member restarted that the results say was; remembers each. */
    boolean remember(List<StepResult> results, Work next) {
        Set<NodeName> restarted = results.stream()
                .filter(result -> result.step() instanceof Step.Restart && result.kind() == StepResult.Kind.DONE)
                .map(result -> result.step().node())
                .collect(Collectors.toSet());
        List<NodeName> again =
                restarts(next).map(Step::node).filter(restarted::contains).toList();
        again.forEach(node -> started(next, node)
                .ifPresent(when -> startedLast.put(new Member(next.cluster().name(), node), when)));
        return !again.isEmpty();
    }

    /** The work, or the same with everything held when it would restart a member in vain. */
    Work hold(Work work) {
        List<String> inVain = restarts(work)
                .map(Step::node)
                .filter(node -> started(work, node)
                        .filter(when -> when.equals(
                                startedLast.get(new Member(work.cluster().name(), node))))
                        .isPresent())
                .map(NodeName::value)
                .distinct()
                .toList();
        if (inVain.isEmpty() || changesNeedRestart(work)) {
            return work;
        }
        Plan plan = work.plan();
        List<Step> held = new ArrayList<>(plan.steps());
        held.addAll(plan.held());
        List<Obstacle> obstacles = new ArrayList<>(plan.obstacles());
        obstacles.add(new Obstacle(
                Obstacle.Kind.STALLED,
                String.join(", ", inVain)
                        + " still waits for a restart after one; see 'select name, setting, sourcefile"
                        + " from pg_settings where pending_restart', and Patroni's log, before restarting by hand"));
        return new Work(
                work.cluster(),
                work.rendered(),
                work.seen(),
                new Plan(plan.cluster(), plan.diff(), List.of(), held, obstacles));
    }

    private static boolean changesNeedRestart(Work work) {
        Stream<KeyChange> files = work.plan().diff().nodes().values().stream().flatMap(node -> node.file().stream());
        return Stream.concat(work.plan().diff().dynamic().stream(), files)
                .anyMatch(change -> change.effect() == Effect.RESTART);
    }

    private static Stream<Step> restarts(Work work) {
        return work.plan().steps().stream().filter(Step.Restart.class::isInstance);
    }

    private static Optional<String> started(Work work, NodeName node) {
        return work.seen().member(node).flatMap(MemberSeen::postmasterStarted);
    }
}
