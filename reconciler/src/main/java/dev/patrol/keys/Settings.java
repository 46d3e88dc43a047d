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
public record Settings(YamlMap root) {
    public static final Settings NONE = new Settings(new YamlMap(Location.NOWHERE, Map.of()));

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

    public Settings without(String key) {
        Map<String, YamlMap.Entry> entries = new LinkedHashMap<>(root.entries());
        entries.remove(key);
        return new Settings(new YamlMap(root.location(), entries));
    }

    /** These settings with another level's over them. */
    public Settings under(Settings over) {
        return new Settings(YamlMerge.merge(root, over.root()));
    }
}
