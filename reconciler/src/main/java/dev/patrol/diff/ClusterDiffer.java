package dev.patrol.diff;

import dev.patrol.definition.ClusterDefinition;
import dev.patrol.definition.Layout;
import dev.patrol.definition.NodeDefinition;
import dev.patrol.definition.NodeName;
import dev.patrol.observe.ClusterObservation;
import dev.patrol.observe.FileSeen;
import dev.patrol.observe.NodeSeen;
import dev.patrol.parameters.DynamicKeys;
import dev.patrol.parameters.Effect;
import dev.patrol.parameters.PatroniKeys;
import dev.patrol.render.FileTag;
import dev.patrol.render.RenderedCluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Compares a rendered definition with what was seen. Nodes that were not seen have no diff: they are unknown. */
public final class ClusterDiffer {
    /** Stands for the file as a whole where its keys cannot be compared. */
    public static final String WHOLE_FILE = "(whole file)";

    private static final TreeDiffer FILES = new TreeDiffer(Layer.FILE, PatroniKeys::effectOf);
    private static final TreeDiffer DYNAMIC = new TreeDiffer(Layer.DYNAMIC, DynamicKeys::effectOf);

    private ClusterDiffer() {}

    public static ClusterDiff diff(ClusterDefinition wanted, RenderedCluster rendered, ClusterObservation observation) {
        SortedMap<NodeName, NodeDiff> nodes = new TreeMap<>();
        for (NodeDefinition node : wanted.nodes()) {
            observation.seen(node.name()).ifPresent(seen -> nodes.put(node.name(), diff(node, rendered, seen)));
        }
        List<KeyChange> dynamic = observation
                .dynamic()
                .map(seen -> diffDynamic(seen, rendered.dynamic()))
                .orElseGet(List::of);
        return new ClusterDiff(dynamic, nodes);
    }

    private static List<KeyChange> diffDynamic(Map<String, Object> seen, Map<String, Object> wanted) {
        return DYNAMIC.diff(seen, wanted).stream()
                .filter(change -> DynamicKeys.isOwned(change.path()) || isSet(change.path(), wanted))
                .flatMap(change -> DynamicKeys.isSharedList(change.path()) ? added(change).stream() : Stream.of(change))
                .toList();
    }

    // Of what others have their part in, Git owns what it sets.
    private static boolean isSet(List<String> path, Map<String, Object> wanted) {
        Object value = wanted;
        for (String key : path.subList(0, DynamicKeys.depthOfOwner(path))) {
            value = value instanceof Map<?, ?> map ? map.get(key) : null;
        }
        return value != null;
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

    private static NodeDiff diff(NodeDefinition node, RenderedCluster rendered, NodeSeen seen) {
        List<KeyChange> file = seen.file()
                .map(found -> diffFile(rendered.node(node.name()).tree(), found))
                .orElseGet(List::of);
        return new NodeDiff(
                node.name(),
                seen.file().isEmpty(),
                file,
                diffUnits(node.layout().units(), seen),
                owed(seen));
    }

    private static List<KeyChange> diffFile(Map<String, Object> wanted, FileSeen seen) {
        List<KeyChange> changes = new ArrayList<>(seen.tree()
                .map(tree -> diffTrees(FileTag.without(tree), wanted))
                .orElseGet(() -> List.of(change(Layer.FILE, WHOLE_FILE, "not YAML", "as rendered", Effect.RELOAD))));
        if (!seen.mode().equals(Layout.CONFIG_MODE)) {
            changes.add(change(Layer.FILE, "(mode)", seen.mode(), Layout.CONFIG_MODE, Effect.NOTHING));
        }
        String owner = Layout.OWNER + ":" + Layout.OWNER;
        if (!seen.owner().equals(owner)) {
            changes.add(change(Layer.FILE, "(owner)", seen.owner(), owner, Effect.NOTHING));
        }
        return changes;
    }

    private static List<KeyChange> diffTrees(Map<String, Object> seen, Map<String, Object> wanted) {
        List<KeyChange> changes = FILES.diff(seen, wanted);
        Set<String> from = PatroniKeys.dcsSections(seen);
        Set<String> to = PatroniKeys.dcsSections(wanted);
        // Patroni's process keeps the store it started with; the next start would find an empty one.
        boolean moves = !from.isEmpty() && !from.equals(to);
        Set<String> sections = new TreeSet<>(from);
        sections.addAll(to);
        return changes.stream()
                .map(change -> moves && sections.contains(change.path().get(0)) ? refused(change) : change)
                .toList();
    }

    private static KeyChange refused(KeyChange change) {
        return new KeyChange(change.layer(), change.path(), change.before(), change.after(), Effect.REFUSED);
    }

    private static List<KeyChange> diffUnits(Layout.Units units, NodeSeen seen) {
        List<KeyChange> changes = new ArrayList<>();
        if (seen.isEnabled(units.postgresql())) {
            changes.add(change(Layer.SERVICE, units.postgresql(), "enabled", "disabled", Effect.NOTHING));
        }
        if (!seen.isRunning(units.patroni())) {
            changes.add(change(
                    Layer.SERVICE, units.patroni(), seen.unit(units.patroni()).active(), "active", Effect.NOTHING));
        } else if (!seen.isEnabled(units.patroni())) {
            changes.add(change(Layer.SERVICE, units.patroni(), "not enabled", "enabled", Effect.NOTHING));
        }
        return changes;
    }

    private static List<KeyChange> owed(NodeSeen seen) {
        return seen.member()
                .filter(member -> member.restart().pending())
                .map(member -> member.restart().reasons().isEmpty()
                        ? List.of(change(
                                Layer.EFFECTIVE, "(pending restart)", "old values", "new values", Effect.RESTART))
                        : member.restart().reasons().entrySet().stream()
                                .sorted(Map.Entry.comparingByKey())
                                .map(reason -> change(
                                        Layer.EFFECTIVE,
                                        reason.getKey(),
                                        reason.getValue().oldValue(),
                                        reason.getValue().newValue(),
                                        Effect.RESTART))
                                .toList())
                .orElseGet(List::of);
    }

    private static KeyChange change(Layer layer, String key, String before, String after, Effect effect) {
        return new KeyChange(layer, List.of(key), Optional.of(before), Optional.of(after), effect);
    }
}
