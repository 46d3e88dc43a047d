package dev.patrol.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.patrol.definition.RepositoryFiles;
import dev.patrol.shape.Entries;
import dev.patrol.shape.Group;
import dev.patrol.shape.Kind;
import dev.patrol.shape.ListOf;
import dev.patrol.shape.Shorthand;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code reconciler/docs/definition.md} has every key with its levels, and no other. */
class DefinitionDocumentTest {
    private static final Pattern KEY_ROW =
            Pattern.compile("^\\| `([a-zA-Z_.]+)` \\|[^|]*\\|[^|]*\\| ((?:[FCZN] ?)+) \\|", Pattern.MULTILINE);
    private static final Pattern RULE_ROW = Pattern.compile("^\\| `([a-z]+)` \\| [^|]* \\|$", Pattern.MULTILINE);

    private final String document = RepositoryFiles.text("reconciler/docs/definition.md");

    @Test
    void everyKeyStandsInTheDocumentWithItsLevels() {
        Map<String, String> levels = new TreeMap<>();
        Group cluster = DefinitionKeys.cluster();
        add("F", leaves(DefinitionKeys.fleet(), ""), levels);
        add("C", leaves(cluster, ""), levels);
        add("Z", leaves(below(cluster, "zones"), ""), levels);
        add("N", leaves(below(cluster, "nodes"), ""), levels);
        Set<String> keys = levels.entrySet().stream()
                .map(key -> path(key.getKey(), key.getValue()) + " " + key.getValue())
                .collect(Collectors.toCollection(TreeSet::new));

        Set<String> documented = KEY_ROW.matcher(document)
                .results()
                .map(row -> row.group(1) + " " + row.group(2))
                .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(keys, documented);
    }

    @Test
    void everyKeyOfAnHbaRuleStandsInTheDocument() {
        ListOf hba = (ListOf) DefinitionKeys.fleet().keys().get("hba").kind();
        Group rule = (Group) ((Shorthand) hba.item()).structured();

        Set<String> documented =
                RULE_ROW.matcher(document).results().map(row -> row.group(1)).collect(Collectors.toSet());

        assertEquals(rule.keys().keySet(), documented);
    }

    private static void add(String level, Set<String> keys, Map<String, String> levels) {
        keys.forEach(key -> levels.merge(key, level, (before, more) -> before + " " + more));
    }

    private static Group below(Group group, String key) {
        return (Group) ((Entries) group.keys().get(key).kind()).value();
    }

    private static String path(String key, String levels) {
        return levels.equals("N") && !key.contains(".") ? "nodes.NAME." + key : key;
    }

    private static Set<String> leaves(Group group, String path) {
        Set<String> leaves = new TreeSet<>();
        group.keys().forEach((name, key) -> {
            Kind kind = key.kind();
            if (kind instanceof Group below) {
                leaves.addAll(leaves(below, path + name + "."));
            } else {
                leaves.add(path + name);
            }
        });
        return leaves;
    }
}
