package dev.patrol.diff;

import dev.patrol.definition.ClusterDefinition;
import dev.patrol.definition.Layout;
import dev.patrol.definition.NodeDefinition;
import dev.patrol.definition.NodeName;
import dev.patrol.diff.ServerDiffer.Configured;
import dev.patrol.observe.ClusterObservation;
import dev.patrol.observe.FileSeen;
import dev.patrol.observe.MemberSeen;
import dev.patrol.observe.NodeSeen;
import dev.patrol.parameters.DynamicKeys;
import dev.patrol.parameters.Effect;
import dev.patrol.parameters.FileKeys;
import dev.patrol.parameters.PatroniVersion;
import dev.patrol.parameters.ServerParameters;
import dev.patrol.remote.NodeReading.FileTimes;
import dev.patrol.render.FileTag;
import dev.patrol.render.RenewalMark;
import dev.patrol.render.WantedCluster;
import dev.patrol.tree.ConfigTree;
import dev.patrol.tree.KeyPath;
import dev.patrol.tree.Secrets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Compares a rendered definition with what was seen. Nodes that were not seen have no diff: they are unknown. */
public final class ClusterDiffer {
    /** Stands for the file as a whole where its keys cannot be compared. */
    public static final String WHOLE_FILE = "(whole file)";

    /** Stands for a file that Patroni has not read. */
    public static final String NOT_READ = "(not read)";

    /** Stands for what waits for a restart where nobody says what that is. */
    public static final String PENDING_RESTART = "(pending restart)";

    private static final String MODE = "(mode)";
    private static final String OWNER = "(owner)";
    private static final Origin DCS = Origin.of(Origin.Kind.DCS, "the DCS");

    private final ClusterDefinition cluster;
    private final WantedCluster rendered;
    private final ClusterObservation observation;
    private final Secrets known;

    private ClusterDiffer(ClusterDefinition cluster, WantedCluster rendered, ClusterObservation observation) {
        this.cluster = cluster;
        this.rendered = rendered;
        this.observation = observation;
        this.known = ClusterSecrets.of(rendered, observation);
    }

    public static ClusterDiff diff(ClusterDefinition wanted, WantedCluster rendered, ClusterObservation observation) {
        SortedMap<NodeName, NodeDiff> nodes = new TreeMap<>();
        ClusterDiffer differ = new ClusterDiffer(wanted, rendered, observation);
        for (NodeDefinition node : wanted.nodes()) {
            observation.seen(node.name()).ifPresent(seen -> nodes.put(node.name(), differ.diff(node, seen)));
        }
        List<KeyChange> dynamic = observation
                .dynamic()
                .map(seen -> differ.diffDynamic(seen, rendered.dynamic()))
                .orElseGet(List::of);
        return new ClusterDiff(dynamic, nodes);
    }

    private List<KeyChange> diffDynamic(ConfigTree seen, ConfigTree wanted) {
        PatroniVersion version = observation.oldestPatroni();
        return new TreeDiffer(Layer.DYNAMIC, DynamicKeys::effectOf, known)
                .diff(seen, wanted).stream()
                        .filter(change -> DynamicKeys.isOwned(change.path()) || isSet(change.path(), wanted))
                        .flatMap(change ->
                                DynamicKeys.isSharedList(change.path()) ? added(change).stream() : Stream.of(change))
                        .map(change -> refusedBy(version, change).with(DCS))
                        .toList();
    }

    private static KeyChange refusedBy(PatroniVersion version, KeyChange change) {
        return change.after()
                .flatMap(value -> DynamicKeys.objectionTo(change.path(), value, version))
                .map(why -> change.with(Forecast.of(Effect.REFUSED, why)))
                .orElse(change);
    }

    // Of what others have their part in, Git owns what it sets.
    private static boolean isSet(KeyPath path, ConfigTree wanted) {
        return wanted.get(DynamicKeys.ownedAs(path)).isPresent();
    }

    /** The change without taking away what others have put into the list; empty where nothing is left of it. */
    private static Optional<KeyChange> added(KeyChange change) {
        if (!(change.before().orElse(null) instanceof List<?> before)
                || !(change.after().orElse(null) instanceof List<?> after)) {
            return Optional.of(change);
        }
        List<Object> all = new ArrayList<>(before);
        after.stream()
                .filter(item -> before.stream().noneMatch(other -> PatroniValue.same(item, other)))
                .forEach(all::add);
        return all.size() == before.size()
                ? Optional.empty()
                : Optional.of(new KeyChange(
                        change.layer(), change.path(), change.before(), Optional.of(all), change.forecast()));
    }

    private NodeDiff diff(NodeDefinition node, NodeSeen seen) {
        ConfigTree wanted = rendered.node(node.name()).tree();
        Secrets secrets = ClusterSecrets.on(seen, known);
        List<KeyChange> file = seen.file()
                .map(found -> diffFile(wanted, found, secrets).stream()
                        .filter(this::counts)
                        .map(change -> change.with(origin(node, found, change)))
                        .toList())
                .orElseGet(List::of);
        return new NodeDiff(
                node.name(),
                missing(node, seen),
                file,
                ServiceDiffer.diff(node, wanted, seen, secrets).stream()
                        .filter(this::counts)
                        .toList(),
                effective(node, seen, secrets).stream().filter(this::counts).toList());
    }

    private static Optional<Origin> missing(NodeDefinition node, NodeSeen seen) {
        return seen.file().isPresent()
                ? Optional.empty()
                : Optional.of(Origin.of(
                        Origin.Kind.PATRONI_FILE, node.layout().paths().configFile()));
    }

    private boolean counts(KeyChange change) {
        return !cluster.policy().drift().ignores(change.path());
    }

    private Origin origin(NodeDefinition node, FileSeen found, KeyChange change) {
        boolean aboutTheFile = change.path().first().startsWith("(");
        Optional<Instant> since = found.times().map(times -> aboutTheFile ? times.changed() : times.modified());
        String place = node.layout().paths().configFile() + shadowed(change);
        return Origin.of(Origin.Kind.PATRONI_FILE, place, since);
    }

    // Patroni prefers the file's value without a word (config.py _build_effective_configuration).
    private String shadowed(KeyChange change) {
        boolean isLocal = change.before().isPresent() && change.path().parent().equals(KeyPath.PARAMETERS);
        Object shared = isLocal
                ? ServerParameters.in(rendered.dynamic()).get(change.path().last())
                : null;
        return shared == null
                ? ""
                : ", where it beats " + known.guard(change.path(), shared)
                        + " of the dynamic configuration on this node";
    }

    private List<KeyChange> effective(NodeDefinition node, NodeSeen seen, Secrets secrets) {
        List<KeyChange> changes = new ArrayList<>();
        if (seen.member().isPresent() && !seen.hasReadItsFile()) {
            changes.add(notRead(node, seen));
        }
        Configured told = new Configured(
                seen.file().flatMap(FileSeen::tree).orElse(ConfigTree.EMPTY),
                observation.dynamic().orElse(rendered.dynamic()));
        seen.server()
                .filter(server -> seen.member().isPresent())
                .ifPresent(server -> changes.addAll(ServerDiffer.diff(
                        new Configured(rendered.node(node.name()).tree(), rendered.dynamic()),
                        told,
                        server,
                        node.server().version(),
                        secrets)));
        Set<String> known = changes.stream().map(KeyChange::key).collect(Collectors.toSet());
        restartsDue(seen, told, secrets).stream()
                .filter(change -> !known.contains(change.key()))
                .forEach(changes::add);
        return changes;
    }

    private static KeyChange notRead(NodeDefinition node, NodeSeen seen) {
        Origin origin = Origin.of(
                Origin.Kind.NOT_LOADED,
                node.layout().paths().configFile() + ", which Patroni has not read since",
                seen.file().flatMap(FileSeen::times).map(FileTimes::modified));
        return change(Layer.EFFECTIVE, NOT_READ, "an older file", "the file as it stands there", Effect.RELOAD)
                .with(origin);
    }

    private static List<KeyChange> diffFile(ConfigTree wanted, FileSeen seen, Secrets secrets) {
        List<KeyChange> changes = new ArrayList<>(seen.tree()
                .map(tree -> diffTrees(RenewalMark.without(FileTag.without(tree)), wanted, secrets))
                .orElseGet(
                        () -> List.of(change(Layer.FILE, WHOLE_FILE, "cannot be read", "as rendered", Effect.RELOAD))));
        if (!seen.mode().isEmpty() && !seen.mode().equals(Layout.CONFIG_MODE)) {
            changes.add(change(Layer.FILE, MODE, seen.mode(), Layout.CONFIG_MODE, Effect.NOTHING));
        }
        String owner = Layout.OWNER + ":" + Layout.OWNER;
        if (!seen.owner().isEmpty() && !seen.owner().equals(owner)) {
            changes.add(change(Layer.FILE, OWNER, seen.owner(), owner, Effect.NOTHING));
        }
        return changes;
    }

    private static List<KeyChange> diffTrees(ConfigTree seen, ConfigTree wanted, Secrets secrets) {
        List<KeyChange> changes = new TreeDiffer(Layer.FILE, FileKeys::effectOf, secrets).diff(seen, wanted);
        Set<String> from = FileKeys.dcsSections(seen);
        Set<String> to = FileKeys.dcsSections(wanted);
        // Patroni's process keeps the store it started with; the next start would find an empty one.
        boolean moves = !from.isEmpty() && !from.equals(to);
        Set<String> sections = new TreeSet<>(from);
        sections.addAll(to);
        return changes.stream()
                .map(change -> moves && sections.contains(change.path().first()) ? refused(change) : change)
                .toList();
    }

    private static KeyChange refused(KeyChange change) {
        return new KeyChange(change.layer(), change.path(), change.before(), change.after(), Effect.REFUSED);
    }

    private static List<KeyChange> restartsDue(NodeSeen seen, Configured told, Secrets secrets) {
        Optional<MemberSeen.Restart> restart =
                seen.member().map(MemberSeen::restart).filter(MemberSeen.Restart::pending);
        if (restart.isEmpty()) {
            return List.of();
        }
        List<KeyChange> named = restart.get().reasons().isEmpty()
                ? seen.server()
                        .map(server -> ServerDiffer.pending(told, server, secrets))
                        .orElseGet(List::of)
                : named(restart.get(), secrets);
        return named.isEmpty()
                ? List.of(change(Layer.EFFECTIVE, PENDING_RESTART, "old values", "new values", Effect.RESTART)
                        .with(ServerDiffer.PENDING))
                : named;
    }

    private static List<KeyChange> named(MemberSeen.Restart restart, Secrets secrets) {
        return restart.reasons().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(reason -> ServerDiffer.pending(
                        KeyPath.ofParameter(reason.getKey()),
                        reason.getValue().oldValue(),
                        Optional.of(reason.getValue().newValue()),
                        secrets))
                .toList();
    }

    private static KeyChange change(Layer layer, String key, String before, String after, Effect effect) {
        return new KeyChange(layer, KeyPath.of(key), Optional.of(before), Optional.of(after), effect);
    }
}
