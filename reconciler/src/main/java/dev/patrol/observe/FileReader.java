package dev.patrol.observe;

import dev.patrol.definition.NodeDefinition;
import dev.patrol.problem.Problem;
import dev.patrol.problem.Problems;
import dev.patrol.problem.Reason;
import dev.patrol.remote.NodeReading.ConfigFile;
import dev.patrol.remote.Unread;
import dev.patrol.tree.ConfigTree;
import dev.patrol.yaml.Secret;
import dev.patrol.yaml.YamlMap;
import dev.patrol.yaml.YamlReader;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;

/**
 * Reads Patroni's files. It keeps what it read last of each, as long as somebody holds the node's definition: whoever waits
 * for a cluster looks at all its nodes twice a second, and the text is nearly always the same.
 */
final class FileReader {
    private final Map<NodeDefinition, FileSeen> last = Collections.synchronizedMap(new WeakHashMap<>());

    FileSeen read(NodeDefinition node, ConfigFile file) {
        Secret text = new Secret(file.text().text().orElse(""));
        FileSeen before = last.get(node);
        FileSeen now;
        if (file.text().unread().isPresent()) {
            now = seen(file, text, Optional.empty(), file.text().unread());
        } else if (before != null && before.unread().isEmpty() && before.text().equals(text)) {
            now = seen(file, text, before.tree(), Optional.empty());
        } else {
            now = parse(node.layout().paths().configFile(), text, file);
        }
        last.put(node, now);
        return now;
    }

    private static FileSeen parse(String path, Secret text, ConfigFile file) {
        Problems problems = new Problems();
        Optional<ConfigTree> tree = YamlReader.readNodeFile(path, text.reveal(), problems)
                .filter(YamlMap.class::isInstance)
                .map(found -> ConfigTree.of((YamlMap) found));
        Optional<Reason> unread = tree.isPresent()
                ? Optional.empty()
                : Optional.of(Unread.FILE_NOT_YAML.with(
                        "file",
                        path,
                        "said",
                        problems.all().stream()
                                .filter(Problem::isError)
                                .map(Problem::toString)
                                .findFirst()));
        return seen(file, text, tree, unread);
    }

    private static FileSeen seen(ConfigFile file, Secret text, Optional<ConfigTree> tree, Optional<Reason> unread) {
        return new FileSeen(text, tree, unread, file.mode(), file.owner(), file.times());
    }
}
