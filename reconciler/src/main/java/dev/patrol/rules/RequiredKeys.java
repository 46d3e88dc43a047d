package dev.patrol.rules;

import dev.patrol.keys.KeyValues;
import dev.patrol.problem.Location;
import dev.patrol.problem.Problems;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The keys that a cluster needs and that may stand in its file or in {@code fleet.yaml}.
 *
 * @param shared what the nodes inherit
 */
public record RequiredKeys(KeyValues shared, Location cluster, Problems problems) {
    private static final String SECRET = "say where it is kept: {env: VARIABLE} or {file: PATH, key: KEY}";
    private static final Map<String, String> ALWAYS = new LinkedHashMap<>();

    static {
        ALWAYS.put("layout", "say where things live on the nodes, such as debian or el");
        ALWAYS.put("postgresql.version", "give the major version, such as 17");
        ALWAYS.put("users.superuser.password", SECRET);
        ALWAYS.put("users.replication.password", SECRET);
    }

    /** What a node has, its own level included; each alone may take away what all others have. */
    public void check(KeyValues node, Location place) {
        KeyValues merged = shared.under(node);
        ALWAYS.forEach((path, wayOut) -> require(path, wayOut, merged, place));
        if (merged.has("users.rewind")) {
            require("users.rewind.password", SECRET, merged, place);
        }
    }

    private void require(String path, String wayOut, KeyValues merged, Location node) {
        if (!merged.has(path)) {
            boolean isTakenAway = shared.has(path);
            problems.error(
                    isTakenAway ? node : cluster,
                    (isTakenAway ? "null leaves this node without '" : "the cluster has no '") + path + "'; " + wayOut
                            + (isTakenAway ? "" : ", here or in fleet.yaml"));
        }
    }
}
