package dev.patrol.language;

import dev.patrol.definition.ClusterDefinition;
import dev.patrol.definition.DefinitionFiles;
import dev.patrol.definition.DefinitionSet;
import dev.patrol.tree.ConfigTree;
import dev.patrol.view.Wording;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads definitions that a test writes down, over defaults that make them whole. */
public final class Definitions {
    public static final String FLEET = """
            layout: debian
            postgresql: {version: 17}
            users:
              superuser: {password: {env: SUPERUSER}}
              replication: {password: {env: REPLICATION}}
            """;
    public static final String NODES = """
            nodes:
              pg1: {address: 10.0.0.1}
              pg2: {address: 10.0.0.2}
              pg3: {address: 10.0.0.3}
            """;

    private Definitions() {}

    /** A cluster 'pay' in {@code clusters/pay.yaml}: the text follows its first line. */
    public static DefinitionSet read(String rest) {
        return readAll(FLEET, Map.of("clusters/pay.yaml", "cluster: pay\n" + rest));
    }

    public static DefinitionSet readAll(String fleet, Map<String, String> clusters) {
        Map<String, String> texts = new LinkedHashMap<>(clusters);
        texts.put(DefinitionFiles.FLEET_FILE, fleet);
        return DefinitionReader.read(DefinitionFiles.of(texts));
    }

    /** A definition without problems, three nodes unless the text has its own. */
    public static ClusterDefinition cluster(String rest) {
        DefinitionSet set = read(withNodes(rest));
        if (!set.problems().isEmpty()) {
            throw new AssertionError(set.problems().toString());
        }
        return set.clusters().get(0);
    }

    /** Every problem as people see it, three nodes unless the text has its own. */
    public static List<String> problems(String rest) {
        return read(withNodes(rest)).problems().stream().map(Wording::of).toList();
    }

    private static String withNodes(String rest) {
        return rest.contains("nodes:") ? rest : rest + NODES;
    }

    /** A value of a tree by its names, with a slash between them. */
    public static Object at(ConfigTree tree, String path) {
        Object found = tree.get(path.split("/")).orElse(null);
        return found instanceof ConfigTree below ? below.plain() : found;
    }
}
