package dev.patrol.plan;

import dev.patrol.definition.ClusterDefinition;
import dev.patrol.definition.NodeDefinition;
import dev.patrol.definition.NodeName;
import dev.patrol.diff.KeyChange;
import dev.patrol.diff.Layer;
import dev.patrol.diff.NodeDiff;
import dev.patrol.observe.NodeSeen;
import dev.patrol.parameters.Effect;
import dev.patrol.parameters.FileKeys;
import dev.patrol.plan.Obstacle.Kind;
import dev.patrol.plan.Step.StartPatroni.Becomes;
import dev.patrol.problem.Reason;
import dev.patrol.remote.NodeReading.DataDirectory;
import dev.patrol.safety.Gate;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Changes to a running cluster, the mildest first: files, reloads, the dynamic configuration, members that do not run,
 * and last the restarts, of which {@link Restarts} decides. Replicas come before the leader throughout, so that what
 * goes wrong goes wrong on a replica; reloads are asked of all before the first is judged.
 */
final class Changes {
    private final ClusterDefinition cluster;
    private final Planner.Evidence evidence;
    private final Restarts restarts;
    private final Instant now;
    private final NodeName leader;
    private final RestMove restMove;
    private final ServerFiles serverFiles;

    Changes(ClusterDefinition cluster, Planner.Evidence evidence, Gate gate, Instant now) {
        this.cluster = cluster;
        this.evidence = evidence;
        this.now = now;
        this.restarts = new Restarts(cluster, gate, evidence, now);
        this.leader = evidence.seen().leader().orElseThrow();
        this.restMove = new RestMove(cluster, evidence, gate, leader);
        this.serverFiles = new ServerFiles(evidence);
    }

    void plan(Draft draft) {
        refuse(draft);
        List<NodeDefinition> nodes = leaderLast();
        if (restMove.plan(draft, now)) {
            if (!RestMove.isMarked(evidence.seen())) {
                // It waits for all members, so those that do not run must come.
                nodes.stream().filter(node -> !runs(node)).forEach(node -> {
                    writeConfig(node, draft);
                    startPatroni(node, draft);
                });
            }
            if (draft.holds(Step.Pause.class)) {
                // What goes into the files waits with it, since the listener is in them; the DCS need not.
                changeDynamic(draft);
            }
            return;
        }
        nodes.forEach(node -> writeConfig(node, draft));
        nodes.forEach(node -> reload(node, draft));
        nodes.forEach(node -> serverFiles.plan(node, draft));
        nodes.forEach(node -> waitForMember(node, draft));
        nodes.forEach(node -> disableNative(node, draft));
        changeDynamic(draft);
        if (Takeover.isAlone(cluster, evidence.seen())) {
            // Nobody may be able to clone from it before.
            restarts(draft);
            nodes.forEach(node -> startPatroni(node, draft));
        } else {
            nodes.forEach(node -> startPatroni(node, draft));
            restarts(draft);
        }
    }

    private List<NodeDefinition> leaderLast() {
        return cluster.nodes().stream()
                .filter(node -> evidence.diff().nodes().containsKey(node.name()))
                .sorted(last(leader))
                .toList();
    }

    /** Nodes by name, but for one that comes last. */
    static Comparator<NodeDefinition> last(NodeName leader) {
        return Comparator.comparing((NodeDefinition node) -> node.name().equals(leader))
                .thenComparing(NodeDefinition::name);
    }

    private void refuse(Draft draft) {
        Stream<KeyChange> all = Stream.concat(
                evidence.diff().dynamic().stream(),
                evidence.diff().nodes().values().stream().flatMap(node -> node.file().stream()));
        all.filter(change -> change.effect() == Effect.REFUSED && draft.enforces(change.layer()))
                .map(Changes::refusal)
                .distinct()
                .forEach(reason -> draft.obstacle(Kind.STALLED, reason));
    }

    private static Reason refusal(KeyChange change) {
        return change.forecast()
                .reason()
                .map(why -> ObstacleCause.VALUE_REFUSED.with(
                        "key", change.key(), "value", change.after().orElse(""), "why", why))
                .orElseGet(() ->
                        ObstacleCause.KEY_REFUSED.with("key", change.key(), "why", FileKeys.refusalOf(change.path())));
    }

    private void writeConfig(NodeDefinition node, Draft draft) {
        NodeDiff diff = diff(node);
        if (diff.fileDiffers()) {
            StepReason reason = diff.fileMissing() ? StepReason.FILE_MISSING : StepReason.FILE_DIFFERS;
            draft.enforce(
                    Layer.FILE, new Step.WriteConfig(node.name(), diff.file(), diff.fileMissing(), reason.reason()));
        }
    }

    private void reload(NodeDefinition node, Draft draft) {
        NodeSeen seen = seen(node);
        // Where a move of the REST API is only reported, a reload must not do it.
        if (!runs(node) || restMove.isDue(node)) {
            return;
        }
        NodeDiff diff = diff(node);
        boolean writes = draft.enforces(Layer.FILE) && (diff.fileMissing() || KeyChange.wantReload(diff.file()));
        // The tag in the file is also what Patroni shows once it has read it: a difference means that a reload is still
        // due, from a pass that was cut short or from somebody's edit.
        boolean stale = seen.member().isPresent() && !seen.hasReadItsFile();
        if (seen.member().isEmpty()) {
            noAnswer(node, seen, draft);
        } else if (writes) {
            draft.add(new Step.Reload(node.name(), StepReason.NEW_FILE.reason()));
        } else if (stale && (draft.enforces(Layer.FILE) || draft.enforces(Layer.EFFECTIVE))) {
            draft.add(new Step.Reload(node.name(), StepReason.FILE_UNREAD.reason()));
        } else if (Takeover.mayBeUnfinished(node.name(), cluster, evidence.seen())) {
            draft.add(new Step.Reload(node.name(), StepReason.TAKEN_OVER.reason()));
        }
    }

    // Nothing to do for us, but not what Git wants to see either: a replica that is still being made, a crash.
    private void waitForMember(NodeDefinition node, Draft draft) {
        seen(node)
                .member()
                .filter(member -> runs(node) && !member.isRunning())
                .ifPresent(member -> draft.obstacle(
                        Kind.WAITING, ObstacleCause.NOT_RUNNING.with("node", node.name(), "state", member.state())));
    }

    private static void noAnswer(NodeDefinition node, NodeSeen seen, Draft draft) {
        draft.obstacle(Kind.WAITING, ObstacleCause.REST_SILENT.with("node", node.name(), "why", seen.restFailure()));
    }

    private void disableNative(NodeDefinition node, Draft draft) {
        String unit = node.layout().units().postgresql();
        if (seen(node).isEnabled(unit)) {
            draft.enforce(Layer.SERVICE, new Step.DisableNative(node.name(), unit, StepReason.NATIVE_SERVER.reason()));
        }
    }

    private void changeDynamic(Draft draft) {
        List<KeyChange> changes = evidence.diff().dynamic();
        if (evidence.seen().dynamic().isEmpty()) {
            draft.obstacle(Kind.WAITING, ObstacleCause.DYNAMIC_UNKNOWN.reason());
        }
        if (!changes.isEmpty() && draft.enforces(Layer.DYNAMIC)) {
            Step step = new Step.ChangeDynamic(leader, changes, StepReason.DCS_DIFFERS.reason());
            holdIfUnknown(step, draft);
        }
    }

    // What reaches every node at once, or disrupts, waits until every node can be seen.
    private void holdIfUnknown(Step step, Draft draft) {
        if (evidence.seen().unseen().isEmpty()) {
            draft.add(step);
        } else {
            draft.hold(step);
        }
    }

    private void startPatroni(NodeDefinition node, Draft draft) {
        NodeSeen seen = seen(node);
        String unit = node.layout().units().patroni();
        if (runs(node) && seen.isEnabled(unit)) {
            return;
        }
        if (!runs(node) && seen.member().isPresent()) {
            draft.obstacle(Kind.STALLED, ObstacleCause.STARTED_OTHERWISE.with("node", node.name(), "unit", unit));
            return;
        }
        Optional<Reason> strange = foreignData(seen);
        if (strange.isPresent()) {
            draft.obstacle(Kind.STALLED, ObstacleCause.NOT_STARTING.with("node", node.name(), "why", strange.get()));
            return;
        }
        Becomes becomes = node.name().equals(leader) ? Becomes.PRIMARY : Becomes.REPLICA;
        Reason reason = (runs(node) ? StepReason.UNIT_DISABLED : StepReason.UNIT_DOWN).with("unit", unit);
        boolean isWithoutFile = seen.file().isEmpty() && !draft.enforces(Layer.FILE);
        if (isWithoutFile || !draft.enforces(Layer.SERVICE)) {
            return;
        }
        Step start = new Step.StartPatroni(node.name(), becomes, reason);
        if (becomes == Becomes.REPLICA && draft.holds(Step.Restart.class) && Takeover.isClosed(cluster, evidence)) {
            draft.hold(start);
        } else {
            draft.add(start);
        }
    }

    // Patroni exits with "system ID mismatch" on such data, and nobody but its owner may delete it.
    private Optional<Reason> foreignData(NodeSeen seen) {
        if (seen.dataDirectory().kind() == DataDirectory.Kind.OCCUPIED) {
            return Optional.of(ObstacleCause.OCCUPIED.reason());
        }
        Optional<String> own =
                Optional.ofNullable(seen.dataDirectory().controlData().get("Database system identifier"));
        Optional<String> clusters = evidence.seen()
                .member(leader)
                .flatMap(member -> member.identity().systemIdentifier());
        boolean differ = own.isPresent() && clusters.isPresent() && !own.equals(clusters);
        return differ
                ? Optional.of(ObstacleCause.OTHER_CLUSTERS_DATA.with("found", own.get(), "wanted", clusters.get()))
                : Optional.empty();
    }

    private void restarts(Draft draft) {
        if (draft.enforces(Layer.EFFECTIVE)) {
            restarts.plan(draft);
        }
    }

    private NodeDiff diff(NodeDefinition node) {
        return evidence.diff().node(node.name());
    }

    private NodeSeen seen(NodeDefinition node) {
        return evidence.seen().seen(node.name()).orElseThrow();
    }

    private boolean runs(NodeDefinition node) {
        return seen(node).runsPatroni(node);
    }
}
