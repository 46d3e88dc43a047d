package dev.patrol.keys;

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
public record KeyValues(YamlMap root) {
    public static final KeyValues NONE = new KeyValues(new YamlMap(Location.NOWHERE, Map.of()));

    public Optional<YamlNode> find(String path) {
        return root.find(path);
    }

    public boolean has(String path) {
        return find(path).isPresent();
    }

    public Optional<String> text(String path) {
        return scalar(path, String.class);
    }

    public long whole(String path, long otherwise) {
        return scalar(path, Long.class).orElse(otherwise);
    }

    public int port(String path, int otherwise) {
        return (int) whole(path, otherwise);
    }

    public boolean flag(String path) {
        return scalar(path, Boolean.class).orElse(false);
    }

    private <T> Optional<T> scalar(String path, Class<T> type) {
        return find(path)
                .filter(YamlScalar.class::isInstance)
                .map(YamlNode::plain)
                .filter(type::isInstance)
                .map(type::cast);
    }

    /** The map at a path; empty where there is none. */
    public YamlMap map(String path) {
        return find(path)
                .filter(YamlMap.class::isInstance)
                .map(YamlMap.class::cast)
                .orElse(NONE.root());
    }

    public List<YamlNode> items(String path) {
        return find(path)
                .filter(YamlList.class::isInstance)
                .map(node -> ((YamlList) node).items())
                .orElse(List.of());
    }

    /** Where a key stands, or this place where it does not. */
    public Location place(String path, Location otherwise) {
        return find(path).map(YamlNode::location).orElse(otherwise);
    }

    public KeyValues without(String key) {
        Map<String, YamlMap.Entry> entries = new LinkedHashMap<>(root.entries());
        entries.remove(key);
        return new KeyValues(new YamlMap(root.location(), entries));
    }

    /** These settings with another level's over them. */
    public KeyValues under(KeyValues over) {
        return new KeyValues(YamlMerge.merge(root, over.root()));
    }
}
