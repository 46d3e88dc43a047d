package dev.patrol.reconcile;

import dev.patrol.apply.StepResult;
import dev.patrol.apply.Work;
import dev.patrol.definition.NodeDefinition;
import dev.patrol.definition.NodeName;
import dev.patrol.observe.MemberSeen;
import dev.patrol.parameters.Effect;
import dev.patrol.plan.Obstacle;
import dev.patrol.plan.Plan;
import dev.patrol.plan.Step;
import dev.patrol.status.ClusterStatus;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Members that were restarted and wait for a restart all the same (an {@code ALTER SYSTEM} that beats Patroni's file, a
 * value that Patroni does not accept). A second restart would do as little, and the one after it; so they are left
 * alone until somebody restarts them, or Git changes the cluster. That a restart has been tried cannot be observed: it is
 * kept with the status, for the next process.
 *
 * @param marks by node, what was the case then: which server process, waiting for what, under which definition
 */
record IneffectiveRestarts(Map<String, String> marks) {
    static final IneffectiveRestarts NONE = new IneffectiveRestarts(Map.of());

    private static final int HEX_DIGITS = 12;

    IneffectiveRestarts {
        marks = Map.copyOf(marks);
    }

    /** Those that an earlier pass has left. */
    static IneffectiveRestarts of(Optional<ClusterStatus> last) {
        return last.map(status -> new IneffectiveRestarts(status.ineffectiveRestarts()))
                .orElse(NONE);
    }

    /**
     * The members that the results say were restarted, and that wait for a restart all the same. A replica that waits for its
     * leader to restart first, with less shared memory, has had no ineffective restart.
     */
    static List<NodeName> among(List<StepResult> results, Work next) {
        Set<NodeName> restarted = results.stream()
                .filter(result -> result.step() instanceof Step.Restart && result.kind() == StepResult.Kind.DONE)
                .flatMap(result -> result.step().target().node().stream())
                .collect(Collectors.toSet());
        List<NodeName> order = restarts(next).toList();
        int leader = next.seen().leader().map(order::indexOf).orElse(-1);
        List<NodeName> due = leader < 0 ? order : order.subList(0, leader + 1);
        return due.stream()
                .filter(node -> restarted.contains(node) && isPending(next, node))
                .toList();
    }

    /** With these members, as they are seen now. */
    IneffectiveRestarts with(List<NodeName> members, Work seen) {
        Map<String, String> more = new TreeMap<>(marks);
        members.forEach(node -> mark(seen, node).ifPresent(mark -> more.put(node.value(), mark)));
        return new IneffectiveRestarts(more);
    }

    /** Without those that have changed since. Of one that does not answer nobody can say so. */
    IneffectiveRestarts stillIn(Work seen) {
        Map<String, String> left = new TreeMap<>();
        for (NodeDefinition node : seen.cluster().nodes()) {
            Optional<String> known = Optional.ofNullable(marks.get(node.name().value()));
            Optional<String> now = mark(seen, node.name());
            known.filter(mark -> now.isEmpty() || now.get().equals(mark))
                    .ifPresent(mark -> left.put(node.name().value(), mark));
        }
        return new IneffectiveRestarts(left);
    }

    /** The work, or the same with everything held when it would repeat an ineffective restart. */
    Work hold(Work work) {
        List<String> again = restarts(work)
                .filter(node -> mark(work, node)
                        .filter(mark -> mark.equals(marks.get(node.value())))
                        .isPresent())
                .map(NodeName::value)
                .toList();
        if (again.isEmpty() || changesNeedRestart(work)) {
            return work;
        }
        Plan plan = work.plan();
        List<Step> held = new ArrayList<>(plan.steps());
        held.addAll(plan.held());
        List<Obstacle> obstacles = new ArrayList<>(plan.obstacles());
        obstacles.add(new Obstacle(Obstacle.Kind.STALLED, Unfinished.RESTART_PENDING.with("nodes", again)));
        return new Work(
                work.cluster(),
                work.wanted(),
                work.seen(),
                new Plan(plan.cluster(), plan.diff(), List.of(), held, obstacles));
    }

    private static Stream<NodeName> restarts(Work work) {
        return work.plan().steps().stream()
                .filter(Step::isDisruptive)
                .flatMap(step -> step.target().node().stream())
                .distinct();
    }

    private static boolean isPending(Work work, NodeName node) {
        return work.seen()
                .member(node)
                .filter(member -> member.restart().pending())
                .isPresent();
    }

    private static boolean changesNeedRestart(Work work) {
        return work.plan().steps().stream()
                .anyMatch(step -> step.changes().stream().anyMatch(change -> change.effect() == Effect.RESTART)
                        // What beat Patroni's file is removed now: the next restart may well help.
                        || step instanceof Step.ResetParameters);
    }

    private static Optional<String> mark(Work work, NodeName node) {
        return work.seen()
                .member(node)
                .flatMap(member -> member.postmasterStarted()
                        .map(started -> started + " " + digest(work, node, member.restart())));
    }

    // Over the masked text: the status is for everybody to read, so not even a digest of a secret may be in it.
    private static String digest(Work work, NodeName node, MemberSeen.Restart restart) {
        String text = work.wanted().node(node).tree().maskedYaml()
                + work.wanted().dynamic().maskedYaml()
                + restart.pending()
                + new TreeSet<>(restart.reasons().keySet());
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, HEX_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
