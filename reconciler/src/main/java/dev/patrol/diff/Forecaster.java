package dev.patrol.diff;

import dev.patrol.definition.NodeName;
import dev.patrol.observe.ClusterObservation;
import dev.patrol.parameters.Effect;
import dev.patrol.parameters.SettingsCatalog;
import dev.patrol.render.RenderedCluster;
import dev.patrol.yaml.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** Puts what a running server says of its parameters into a comparison that was made without it. */
public final class Forecaster {
    private Forecaster() {}

    /** Whether any parameter of PostgreSQL differs, so that there is something to ask the server. */
    public static boolean hasQuestions(ClusterDiff diff) {
        return all(diff)
                .anyMatch(change -> ChangedParameter.in(change).isPresent()
                        || ChangedParameter.inSeed(change).isPresent()
                        || ChangedParameter.isWholeMap(change));
    }

    /** The comparison as the server sees it. */
    public static ClusterDiff refine(
            ClusterDiff diff, SettingsCatalog catalog, RenderedCluster rendered, ClusterObservation seen) {
        ParameterForecaster forecaster = new ParameterForecaster(catalog, rendered, seen);
        return map(diff, forecaster::inDynamic, forecaster::inFile);
    }

    /** The new values, by name, that the server may still refuse: those which it would get from its file. */
    public static SortedMap<String, String> candidates(ClusterDiff diff) {
        SortedMap<String, String> candidates = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        all(diff)
                .filter(change -> change.effect() == Effect.RELOAD || change.effect() == Effect.RESTART)
                .forEach(change -> ChangedParameter.in(change)
                        .ifPresent(name -> change.after()
                                .ifPresent(value -> candidates.put(name, text(ChangedParameter.plain(value))))));
        return candidates;
    }

    // Python's str(), which is how Patroni writes a value into postgresql.conf.
    private static String text(Object value) {
        if (value instanceof Boolean flag) {
            return flag ? "True" : "False";
        }
        return String.valueOf(value);
    }

    /** The comparison with what the server has said against new values, by the parameter's name. */
    public static ClusterDiff refuse(ClusterDiff diff, Map<String, String> objections) {
        return map(diff, change -> refuse(change, objections), (node, change) -> refuse(change, objections));
    }

    private static Optional<KeyChange> refuse(KeyChange change, Map<String, String> objections) {
        Optional<String> why = ChangedParameter.in(change)
                .filter(name -> change.after().isPresent())
                .map(objections::get);
        // The server's words may quote the value.
        boolean isSecret = change.after().filter(Secret.class::isInstance).isPresent();
        return Optional.of(why.map(text -> isSecret ? "PostgreSQL does not take it" : text)
                .map(text -> change.with(Forecast.of(Effect.REFUSED, text)))
                .orElse(change));
    }

    private interface Refinement {
        Optional<KeyChange> of(KeyChange change);
    }

    private static ClusterDiff map(
            ClusterDiff diff, Refinement inDynamic, BiFunction<NodeName, KeyChange, Optional<KeyChange>> inFile) {
        SortedMap<NodeName, NodeDiff> nodes = new TreeMap<>();
        diff.nodes()
                .forEach((name, node) -> nodes.put(
                        name,
                        node.withFile(node.file().stream()
                                .flatMap(change -> inFile.apply(name, change).stream())
                                .toList())));
        List<KeyChange> dynamic = diff.dynamic().stream()
                .flatMap(change -> inDynamic.of(change).stream())
                .toList();
        return new ClusterDiff(dynamic, nodes);
    }

    private static Stream<KeyChange> all(ClusterDiff diff) {
        return Stream.concat(
                diff.dynamic().stream(), diff.nodes().values().stream().flatMap(node -> node.file().stream()));
    }
}
