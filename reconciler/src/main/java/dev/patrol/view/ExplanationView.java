package dev.patrol.view;

import dev.patrol.definition.ClusterName;
import dev.patrol.definition.Explanation;
import dev.patrol.problem.Location;
import dev.patrol.secrets.SecretReference;
import dev.patrol.yaml.Secret;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where values came from, for people: nodes that have the same from the same place stand on one line. */
public final class ExplanationView {
    private static final String DCS = "DCS";

    private ExplanationView() {}

    public static String text(List<Explanation> explanations) {
        Map<ClusterName, List<Explanation>> clusters = new TreeMap<>();
        explanations.forEach(found -> clusters.computeIfAbsent(found.cluster(), name -> new ArrayList<>())
                .add(found));
        return clusters.entrySet().stream()
                .map(cluster -> cluster.getKey() + "\n" + lines(cluster.getValue()))
                .collect(Collectors.joining());
    }

    private static String lines(List<Explanation> explanations) {
        long nodes = explanations.stream()
                .flatMap(found -> found.node().stream())
                .distinct()
                .count();
        Map<String, List<String>> lines = new LinkedHashMap<>();
        explanations.forEach(found -> lines.computeIfAbsent(line(found), line -> new ArrayList<>())
                .add(found.node().map(Object::toString).orElse(DCS)));
        int width = lines.values().stream()
                .mapToInt(where -> where(where, nodes).length())
                .max()
                .orElse(0);
        return lines.entrySet().stream()
                .map(line -> "  " + String.format("%-" + width + "s  ", where(line.getValue(), nodes)) + line.getKey()
                        + "\n")
                .collect(Collectors.joining());
    }

    private static String where(List<String> places, long nodes) {
        return places.size() == nodes && nodes > 1 && !places.contains(DCS) ? "all nodes" : String.join(",", places);
    }

    private static String line(Explanation found) {
        return found.key() + ": " + value(found) + "  <- " + origin(found);
    }

    static List<Map<String, Object>> documents(List<Explanation> explanations) {
        return explanations.stream().map(ExplanationView::document).toList();
    }

    private static Map<String, Object> document(Explanation found) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("cluster", found.cluster().value());
        found.node().ifPresent(node -> document.put("node", node.value()));
        document.put("key", found.key());
        document.put("value", found.value() instanceof SecretReference ? Secret.MASK : found.value());
        document.put("level", found.level());
        if (!found.place().equals(Location.NOWHERE)) {
            document.put("file", found.place().file());
            document.put("line", found.place().line());
            document.put("column", found.place().column());
        }
        return document;
    }

    private static @Nullable Object value(Explanation found) {
        return found.value() instanceof SecretReference place ? Secret.MASK + " (" + place + ")" : found.value();
    }

    private static String origin(Explanation found) {
        return found.place().equals(Location.NOWHERE) ? found.level() : found.level() + ", " + found.place();
    }
}
