package dev.patrol.language;

import dev.patrol.problem.Location;
import dev.patrol.problem.Problems;
import java.util.LinkedHashMap;
import java.util.Map;

/** The keys that a cluster needs and that may stand in its file or in {@code fleet.yaml}. */
final class RequiredKeys {
    private static final Map<String, String> ALWAYS = new LinkedHashMap<>();

    static {
        ALWAYS.put("layout", "say where things live on the nodes, such as debian or el");
        ALWAYS.put("postgresql.version", "give the major version, such as 17");
        ALWAYS.put("users.superuser.password", "say where it is kept: {env: VARIABLE} or {file: PATH, key: KEY}");
        ALWAYS.put("users.replication.password", "say where it is kept: {env: VARIABLE} or {file: PATH, key: KEY}");
    }

    private final Settings written;
    private final Location cluster;
    private final Problems problems;

    RequiredKeys(Settings written, Location cluster, Problems problems) {
        this.written = written;
        this.cluster = cluster;
        this.problems = problems;
    }

    void check() {
        ALWAYS.forEach(this::require);
        if (written.find("users.rewind").isPresent()) {
            require("users.rewind.password", ALWAYS.get("users.superuser.password"));
        }
    }

    private void require(String path, String wayOut) {
        if (written.find(path).isEmpty()) {
            problems.error(cluster, "the cluster has no '" + path + "'; " + wayOut + ", here or in fleet.yaml");
        }
    }
}
