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
import dev.patrol.remote.NodeReading.DataDirectory;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Changes to a running cluster, the mildest first: files, reloads, the dynamic configuration, members that do not run,
 * and last the restarts, of which {@link Conductor} decides. Replicas come before the leader throughout, so that what
 * goes wrong goes wrong on a replica.
 */
final class Changes {
    private final ClusterDefinition cluster;
    private final Planner.Evidence evidence;
    private final Conductor conductor;
    private final Instant now;
    private final NodeName leader;
    private final RestMove restMove;
    private final ServerRepairs serverRepairs;

    Changes(ClusterDefinition cluster, Planner.Evidence evidence, SafetyRules safety, Instant now) {
        this.cluster = cluster;
        this.evidence = evidence;
        this.conductor = new Conductor(cluster, safety);
        this.now = now;
        this.leader = evidence.seen().leader().orElseThrow();
        this.restMove = new RestMove(cluster, evidence, conductor, leader);
        this.serverRepairs = new ServerRepairs(evidence);
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
        nodes.forEach(node -> serverRepairs.plan(node, draft));
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
                .sorted(Comparator.comparing(
                                (NodeDefinition node) -> node.name().equals(leader))
                        .thenComparing(NodeDefinition::name))
                .toList();
    }

    private void refuse(Draft draft) {
        Stream<KeyChange> all = Stream.concat(
                evidence.diff().dynamic().stream(),
                evidence.diff().nodes().values().stream().flatMap(node -> node.file().stream()));
        all.filter(change -> change.effect() == Effect.REFUSED && draft.heals(change.layer()))
                .map(Changes::refusal)
                .distinct()
                .forEach(reason -> draft.obstacle(Kind.STALLED, reason));
    }

    private static String refusal(KeyChange change) {
        return change.forecast()
                .reason()
                .map(why -> "'" + change.key() + "' cannot be '"
                        + change.after().map(String::valueOf).orElse("") + "': " + why)
                .orElseGet(() -> "'" + change.key() + "' cannot be changed on a live cluster: "
                        + FileKeys.refusalOf(change.path()));
    }

    private void writeConfig(NodeDefinition node, Draft draft) {
        NodeDiff diff = diff(node);
        if (diff.fileDiffers()) {
            String reason = diff.fileMissing() ? "the file does not exist" : "the file differs from Git";
            draft.heal(Layer.FILE, new Step.WriteConfig(node.name(), diff.file(), diff.fileMissing(), reason));
        }
    }

    private void reload(NodeDefinition node, Draft draft) {
        NodeSeen seen = seen(node);
        // Where a move of the REST API is only reported, a reload must not do it.
        if (!runs(node) || restMove.owes(node)) {
            return;
        }
        NodeDiff diff = diff(node);
        boolean writes = draft.heals(Layer.FILE) && (diff.fileMissing() || KeyChange.wantReload(diff.file()));
        // The tag in the file is also what Patroni shows once it has read it: a difference means that a reload is still
        // owed, from a pass that was cut short or from somebody's edit.
        boolean stale = seen.member().isPresent() && !seen.hasReadItsFile();
        if (seen.member().isEmpty()) {
            noAnswer(node, seen, draft);
        } else if (writes) {
            draft.add(new Step.Reload(node.name(), "Patroni must read its new file"));
        } else if (stale && (draft.heals(Layer.FILE) || draft.heals(Layer.EFFECTIVE))) {
            draft.add(new Step.Reload(node.name(), "Patroni has not read its file yet"));
        } else if (Takeover.mayBeUnfinished(node.name(), cluster, evidence.seen())) {
            draft.add(new Step.Reload(node.name(), "a server that was taken over keeps its old settings"));
        }
    }

    // Nothing to do for us, but not what Git wants to see either: a replica that is still being made, a crash.
    private void waitForMember(NodeDefinition node, Draft draft) {
        seen(node)
                .member()
                .filter(member -> runs(node) && !member.isRunning())
                .ifPresent(member -> draft.obstacle(
                        Kind.WAITING, "PostgreSQL on node '" + node.name() + "' is '" + member.state() + "'"));
    }

    private static void noAnswer(NodeDefinition node, NodeSeen seen, Draft draft) {
        draft.obstacle(
                Kind.WAITING,
                "Patroni runs on node '" + node.name() + "' but its REST API does not answer"
                        + seen.restFailure().map(why -> ": " + why).orElse(""));
    }

    private void disableNative(NodeDefinition node, Draft draft) {
        String unit = node.layout().units().postgresql();
        if (seen(node).isEnabled(unit)) {
            draft.heal(Layer.SERVICE, new Step.DisableNative(node.name(), unit, "Patroni alone is to run PostgreSQL"));
        }
    }

    private void changeDynamic(Draft draft) {
        List<KeyChange> changes = evidence.diff().dynamic();
        if (evidence.seen().dynamic().isEmpty()) {
            draft.obstacle(
                    Kind.WAITING,
                    "the dynamic configuration cannot be read (GET /config), so whether it is as wanted is unknown");
        }
        if (!changes.isEmpty() && draft.heals(Layer.DYNAMIC)) {
            Step step = new Step.ChangeDynamic(leader, changes, "the DCS differs from Git");
            holdIfUnknown(step, draft);
        }
    }

    // What reaches every node at once, or disrupts, waits until every node can be seen.
    private void holdIfUnknown(Step step, Draft draft) {
        if (evidence.seen().unreachable().isEmpty()) {
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
            draft.obstacle(
                    Kind.STALLED,
                    "Patroni answers on node '" + node.name() + "' but unit '" + unit
                            + "' does not run: it was started some other way; stop that one, or name its unit in the definition");
            return;
        }
        Optional<String> strange = foreignData(seen);
        if (strange.isPresent()) {
            draft.obstacle(Kind.STALLED, "not starting Patroni on node '" + node.name() + "': " + strange.get());
            return;
        }
        Becomes becomes = node.name().equals(leader) ? Becomes.PRIMARY : Becomes.REPLICA;
        String reason = runs(node) ? "unit '" + unit + "' is not enabled" : "unit '" + unit + "' does not run";
        boolean isWithoutFile = seen.file().isEmpty() && !draft.heals(Layer.FILE);
        if (isWithoutFile || !draft.heals(Layer.SERVICE)) {
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
    private Optional<String> foreignData(NodeSeen seen) {
        if (seen.dataDirectory().kind() == DataDirectory.Kind.OCCUPIED) {
            return Optional.of(
                    "its data directory is not empty and holds no PostgreSQL data; look at what it is and empty"
                            + " it by hand");
        }
        Optional<String> own =
                Optional.ofNullable(seen.dataDirectory().controlData().get("Database system identifier"));
        Optional<String> clusters = evidence.seen()
                .member(leader)
                .flatMap(member -> member.identity().systemIdentifier());
        boolean differ = own.isPresent() && clusters.isPresent() && !own.equals(clusters);
        return differ
                ? Optional.of("its data is of another cluster (system identifier " + own.get() + ", here "
                        + clusters.get() + "); empty the data directory by hand if it is not needed")
                : Optional.empty();
    }

    private void restarts(Draft draft) {
        if (draft.heals(Layer.EFFECTIVE)) {
            conductor.plan(evidence, now, draft);
        }
    }

    private NodeDiff diff(NodeDefinition node) {
        return evidence.diff().node(node.name());
    }

    private NodeSeen seen(NodeDefinition node) {
        return evidence.seen().seen(node.name()).orElseThrow();
    }

    private boolean runs(NodeDefinition node) {
        return seen(node).isRunning(node.layout().units().patroni());
    }
}
