package dev.patrol.keys;

import dev.patrol.shape.Group;
import dev.patrol.shape.Key;
import dev.patrol.shape.Key.Presence;
import dev.patrol.shape.Kind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Rows of dotted keys, from which the group of each level is made. A group's row comes before the rows in it. */
final class KeyTable {
    static final Set<Level> ALL = EnumSet.allOf(Level.class);
    static final Set<Level> SHARED = EnumSet.of(Level.FLEET, Level.CLUSTER, Level.ZONE);
    static final Set<Level> PER_CLUSTER = EnumSet.of(Level.CLUSTER, Level.ZONE);
    static final Set<Level> CLUSTER_ONLY = EnumSet.of(Level.CLUSTER);
    static final Set<Level> NODE_ONLY = EnumSet.of(Level.NODE);

    private static final Group FILLED_BELOW = new Group(Map.of(), Map.of());

    private final List<Row> rows = new ArrayList<>();

    private record Row(String path, Set<Level> levels, Key key) {
        String parent() {
            return path.contains(".") ? path.substring(0, path.lastIndexOf('.')) : "";
        }

        String name() {
            return path.substring(path.lastIndexOf('.') + 1);
        }
    }

    /** A key of a map inside a list, where nothing is inherited. */
    static Key inList(Kind kind, Presence presence, String description) {
        return new Key(kind, presence, description);
    }

    void required(String path, Set<Level> levels, Kind kind, String description) {
        rows.add(new Row(path, levels, new Key(kind, Presence.REQUIRED, description)));
    }

    void row(String path, Set<Level> levels, Kind kind, String description) {
        rows.add(new Row(path, levels, new Key(kind, Presence.REMOVABLE, description)));
    }

    void row(String path, Set<Level> levels, String description) {
        row(path, levels, FILLED_BELOW, description);
    }

    List<String> paths() {
        return rows.stream().map(Row::path).toList();
    }

    Group group(Level level) {
        return group(level, "");
    }

    private Group group(Level level, String path) {
        Map<String, Key> keys = new LinkedHashMap<>();
        Map<String, String> elsewhere = new LinkedHashMap<>();
        for (Row row : rows) {
            if (row.parent().equals(path) && row.levels().contains(level)) {
                keys.put(row.name(), keyOf(row, level));
            } else if (row.parent().equals(path)) {
                elsewhere.put(row.name(), placeOf(row.levels()));
            }
        }
        if (path.isEmpty()) {
            elsewhere.put("nodes", placeOf(PER_CLUSTER));
            elsewhere.put("zones", placeOf(CLUSTER_ONLY));
        }
        return new Group(keys, elsewhere);
    }

    private Key keyOf(Row row, Level level) {
        Key key = row.key();
        return key.kind() == FILLED_BELOW ? new Key(group(level, row.path()), key.presence(), key.description()) : key;
    }

    private static String placeOf(Set<Level> levels) {
        if (levels.contains(Level.FLEET)) {
            return "it is one for all nodes of a cluster: set it at the top of the cluster's file or in fleet.yaml";
        }
        if (levels.contains(Level.ZONE)) {
            return "it is a cluster's own: set it at the top of the cluster's file or under 'zones.ZONE'";
        }
        return levels.contains(Level.CLUSTER)
                ? "it is a cluster's own: set it at the top of the cluster's file"
                : "it is a node's own: set it under 'nodes.NAME'";
    }
}
