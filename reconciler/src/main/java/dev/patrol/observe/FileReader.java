package dev.patrol.observe;

import dev.patrol.definition.NodeDefinition;
import dev.patrol.problem.Problems;
import dev.patrol.remote.NodeReading.ConfigFile;
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
        Secret text = new Secret(file.text());
        FileSeen before = last.get(node);
        FileSeen now = before != null && before.text().equals(text)
                ? new FileSeen(text, before.tree(), before.problems(), file.mode(), file.owner(), file.times())
                : parse(node.name() + ":" + node.layout().paths().configFile(), text, file);
        last.put(node, now);
        return now;
    }

    private static FileSeen parse(String place, Secret text, ConfigFile file) {
        Problems problems = new Problems();
        Optional<Map<String, Object>> tree = YamlReader.readNodeFile(place, text.reveal(), problems)
                .filter(YamlMap.class::isInstance)
                .map(found -> ((YamlMap) found).plain());
        return new FileSeen(text, tree, problems.all(), file.mode(), file.owner(), file.times());
    }
}
