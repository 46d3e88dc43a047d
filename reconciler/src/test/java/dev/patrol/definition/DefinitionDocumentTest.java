package dev.patrol.definition;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.patrol.shape.Either;
import dev.patrol.shape.Entries;
import dev.patrol.shape.Group;
import dev.patrol.shape.Items;
import dev.patrol.shape.Kind;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code reconciler/docs/definition.md} has every key with its levels, and no other. */
class DefinitionDocumentTest {
    private static final Pattern KEY_ROW =
            Pattern.compile("^\\| `([a-zA-Z_.]+)` \\|[^|]*\\|[^|]*\\| ((?:[FCN] ?)+) \\|", Pattern.MULTILINE);
    private static final Pattern RULE_ROW = Pattern.compile("^\\| `([a-z]+)` \\| [^|]* \\|$", Pattern.MULTILINE);

    private final String document = RepositoryFiles.text("reconciler/docs/definition.md");

    @Test
    void everyKeyStandsInTheDocumentWithItsLevels() {
        Set<String> keys = new TreeSet<>();
        Set<String> fleet = leaves(DefinitionKeys.fleet(), "");
        Set<String> cluster = leaves(DefinitionKeys.cluster(), "");
        Entries nodes = (Entries) DefinitionKeys.cluster().keys().get("nodes").kind();
        Set<String> node = leaves((Group) nodes.value(), "");
        cluster.forEach(
                key -> keys.add(key + (fleet.contains(key) ? " F" : "") + " C" + (node.contains(key) ? " N" : "")));
        node.stream()
                .filter(key -> !cluster.contains(key))
                .forEach(key -> keys.add((key.contains(".") ? key : "nodes.NAME." + key) + " N"));

        Set<String> documented = KEY_ROW.matcher(document)
                .results()
                .map(row -> row.group(1) + " " + row.group(2))
                .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(keys, documented);
    }

    @Test
    void everyKeyOfAnHbaRuleStandsInTheDocument() {
        Items hba = (Items) DefinitionKeys.fleet().keys().get("hba").kind();
        Group rule = (Group) ((Either) hba.item()).structured();

        Set<String> documented =
                RULE_ROW.matcher(document).results().map(row -> row.group(1)).collect(Collectors.toSet());

        assertEquals(rule.keys().keySet(), documented);
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
