package dev.patrol.rules;

import dev.patrol.problem.Problems;
import dev.patrol.tree.KeyPath;
import dev.patrol.tree.SecretRules;
import dev.patrol.yaml.YamlList;
import dev.patrol.yaml.YamlMap;
import dev.patrol.yaml.YamlNode;
import dev.patrol.yaml.YamlScalar;

/** Finds credentials inside the texts of a definition: in commands, addresses, connection strings and pg_hba lines. */
public record WrittenOut(Problems problems) {
    public void check(YamlMap root) {
        check(root, KeyPath.TOP);
    }

    private void check(YamlNode node, KeyPath path) {
        if (node instanceof YamlMap map) {
            map.entries().forEach((key, entry) -> check(entry.value(), path.below(key)));
        } else if (node instanceof YamlList list) {
            list.items().forEach(item -> check(item, path));
        } else if (node instanceof YamlScalar scalar && scalar.value() instanceof String text) {
            SecretRules.credentialIn(text).ifPresent(what -> report(node, path, what));
        }
    }

    private void report(YamlNode node, KeyPath path, String what) {
        problems.warning(
                node.location(),
                "'" + path + "' seems to hold a credential ('" + what + "'), which does not belong in Git: "
                        + wayOut(path));
    }

    private static String wayOut(KeyPath path) {
        return path.last().equals("hba")
                ? "write the rule as a map, with {env: VARIABLE} or {file: PATH, key: KEY} for the option"
                : "let the program read it from a file on the node, or set the whole value in 'raw.local' as"
                        + " {secret: {env: VARIABLE}}";
    }
}
