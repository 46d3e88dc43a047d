package dev.patrol.language;

import dev.patrol.problem.Location;
import dev.patrol.yaml.YamlList;
import dev.patrol.yaml.YamlMap;
import dev.patrol.yaml.YamlNode;
import dev.patrol.yaml.YamlScalar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The keys of a definition by dotted path. Holds only values of the right kind: what is wrong was left out before. */
record Settings(YamlMap root) {
    static final Settings NONE = new Settings(new YamlMap(Location.NOWHERE, Map.of()));

    Optional<YamlNode> find(String path) {
        return root.find(path);
    }

    Optional<String> text(String path) {
        return find(path)
                .filter(node -> node instanceof YamlScalar scalar && scalar.value() instanceof String)
                .map(node -> (String) node.plain());
    }

    long whole(String path, long otherwise) {
        return find(path)
                .filter(node -> node instanceof YamlScalar scalar && scalar.value() instanceof Long)
                .map(node -> (Long) node.plain())
                .orElse(otherwise);
    }

    int port(String path, int otherwise) {
        return (int) whole(path, otherwise);
    }

    boolean flag(String path) {
        return find(path)
                .filter(node -> node instanceof YamlScalar scalar && Boolean.TRUE.equals(scalar.value()))
                .isPresent();
    }

    /** The map at a path; empty where there is none. */
    YamlMap map(String path) {
        return find(path)
                .filter(YamlMap.class::isInstance)
                .map(YamlMap.class::cast)
                .orElse(NONE.root());
    }

    List<YamlNode> items(String path) {
        return find(path)
                .filter(YamlList.class::isInstance)
                .map(node -> ((YamlList) node).items())
                .orElse(List.of());
    }

    Settings without(String key) {
        Map<String, YamlMap.Entry> entries = new LinkedHashMap<>(root.entries());
        entries.remove(key);
        return new Settings(new YamlMap(root.location(), entries));
    }

    /** These settings with another level's over them. */
    Settings under(Settings over) {
        return new Settings(YamlMerge.merge(root, over.root()));
    }
}
