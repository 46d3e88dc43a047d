package dev.patrol.forecast;

import dev.patrol.definition.NodeName;
import dev.patrol.diff.ChangedParameter;
import dev.patrol.diff.ClusterDiff;
import dev.patrol.diff.Forecast;
import dev.patrol.diff.KeyChange;
import dev.patrol.diff.NodeDiff;
import dev.patrol.observe.ClusterObservation;
import dev.patrol.parameters.Effect;
import dev.patrol.parameters.NewValue;
import dev.patrol.parameters.SettingsCatalog;
import dev.patrol.render.WantedCluster;
import dev.patrol.yaml.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
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
            ClusterDiff diff, SettingsCatalog catalog, WantedCluster rendered, ClusterObservation seen) {
        ParameterForecaster forecaster = new ParameterForecaster(catalog, rendered, seen);
        return map(diff, forecaster::inDynamic, forecaster::inFile);
    }

    /** What the server may still refuse: the values that some member would get from its file. */
    public static Set<NewValue> candidates(ClusterDiff diff) {
        return all(diff)
                .filter(change -> change.effect() == Effect.RELOAD || change.effect() == Effect.RESTART)
                .flatMap(change -> newValue(change).stream())
                .collect(Collectors.toSet());
    }

    private static Optional<NewValue> newValue(KeyChange change) {
        return ChangedParameter.in(change)
                .flatMap(name -> change.after().map(value -> new NewValue(name, text(Secret.plain(value)))));
    }

    // Python's str(), which is how Patroni writes a value into postgresql.conf.
    private static String text(Object value) {
        if (value instanceof Boolean flag) {
            return flag ? "True" : "False";
        }
        return String.valueOf(value);
    }

    /** The comparison with what the server has said against new values. */
    public static ClusterDiff refuse(ClusterDiff diff, Map<NewValue, String> objections) {
        return map(diff, change -> refuse(change, objections), (node, change) -> refuse(change, objections));
    }

    private static Optional<KeyChange> refuse(KeyChange change, Map<NewValue, String> objections) {
        Optional<String> why = newValue(change).map(objections::get);
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
