package dev.patrol.render;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes a Patroni before 4.0.6 write {@code postgresql.conf} and {@code pg_hba.conf} anew, although nothing in its
 * configuration has changed: it compares parameters with a dot, and the list of pg_hba, with what it was told before, and not
 * with what stands in the files ({@code postgresql/config.py} reload_config). So a reload after an edit of those files finds
 * a parameter that no extension has, and a comment at the end of the list. Both say nothing to PostgreSQL, and are no part
 * of what Git wants.
 */
public final class RenewalMark {
    private static final String PARAMETER = "patrol.renewed";
    private static final String COMMENT = "# Patrol had this file written anew: ";

    private RenewalMark() {}

    static Map<String, Object> with(Map<String, Object> file, String mark) {
        Map<Object, Object> postgresql = new LinkedHashMap<>(section(file, "postgresql"));
        Map<Object, Object> parameters = new LinkedHashMap<>(section(postgresql, "parameters"));
        parameters.put(PARAMETER, mark);
        postgresql.put("parameters", parameters);
        if (postgresql.get("pg_hba") instanceof List<?> rules) {
            List<Object> marked = new ArrayList<>(rules);
            marked.add(COMMENT + mark);
            postgresql.put("pg_hba", marked);
        }
        return replaced(file, postgresql);
    }

    /** A file's content without the mark. */
    public static Map<String, Object> without(Map<String, Object> file) {
        Map<?, ?> found = section(file, "postgresql");
        if (!section(found, "parameters").containsKey(PARAMETER)) {
            return file;
        }
        Map<Object, Object> postgresql = new LinkedHashMap<>(found);
        Map<Object, Object> parameters = new LinkedHashMap<>(section(found, "parameters"));
        parameters.remove(PARAMETER);
        postgresql.put("parameters", parameters);
        if (postgresql.get("pg_hba") instanceof List<?> rules) {
            postgresql.put(
                    "pg_hba",
                    rules.stream()
                            .filter(rule -> !String.valueOf(rule).startsWith(COMMENT))
                            .toList());
        }
        return replaced(file, postgresql);
    }

    private static Map<String, Object> replaced(Map<String, Object> file, Map<Object, Object> postgresql) {
        Map<String, Object> changed = new LinkedHashMap<>(file);
        changed.put("postgresql", postgresql);
        return changed;
    }

    private static Map<?, ?> section(Map<?, ?> above, String name) {
        return above.get(name) instanceof Map<?, ?> map ? map : Map.of();
    }
}
