package dev.patrol.definition;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The YAML files of one revision that definitions are read from: text by path, paths relative to the repository. */
public record DefinitionFiles(SortedMap<String, String> texts) {
    /** Fleet-wide defaults. */
    public static final String FLEET_FILE = "fleet.yaml";

    /** Every {@code *.yaml} or {@code *.yml} file anywhere below defines one cluster. */
    public static final String CLUSTERS_FOLDER = "clusters/";

    public DefinitionFiles {
        texts = Collections.unmodifiableSortedMap(new TreeMap<>(texts));
    }

    public static DefinitionFiles of(Map<String, String> texts) {
        return new DefinitionFiles(new TreeMap<>(texts));
    }

    /** Those of them that have one of these paths. */
    public DefinitionFiles only(Set<String> paths) {
        SortedMap<String, String> chosen = new TreeMap<>(texts);
        chosen.keySet().retainAll(paths);
        return new DefinitionFiles(chosen);
    }

    /** Whether a file of the repository belongs to the definitions at all. */
    public static boolean isDefinition(String path) {
        return path.equals(FLEET_FILE)
                || (path.startsWith(CLUSTERS_FOLDER) && (path.endsWith(".yaml") || path.endsWith(".yml")));
    }
}
