package dev.patrol.language;

import dev.patrol.definition.ClusterName;
import dev.patrol.definition.DefinitionFiles;
import dev.patrol.definition.Explanation;
import dev.patrol.definition.NodeName;
import dev.patrol.hba.SecretLine;
import dev.patrol.presets.Trees;
import dev.patrol.rules.ClusterDraft;
import dev.patrol.secrets.SecretReference;
import dev.patrol.tree.KeyPath;
import dev.patrol.tree.SecretRules;
import dev.patrol.yaml.Secret;
import dev.patrol.yaml.YamlList;
import dev.patrol.yaml.YamlMap;
import dev.patrol.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says of a key of Patroni's which level of the definition set it. */
public final class Explainer {
    /** In a Patroni file, what lies in the DCS stands below this key. */
    private static final String SEED = "bootstrap.dcs";

    private final ClusterName cluster;
    private final Trees trees;
    private final Origins origins;
    private final List<Explanation> found = new ArrayList<>();

    private Explainer(ClusterName cluster, ClusterDraft.Content content) {
        this.cluster = cluster;
        this.trees = content.trees();
        this.origins = new Origins(content.fleetFile(), content.clusterFile());
    }

    /**
     * Every value at or below a key, in the DCS and in each node's file.
     *
     * @param key a dotted path such as {@code postgresql.parameters.work_mem}; with {@code bootstrap.dcs} in front for the
     *     DCS only; empty for everything
     */
    public static List<Explanation> explain(DefinitionFiles files, String key) {
        List<Explanation> all = new ArrayList<>();
        for (ClusterDraft draft : DefinitionReader.drafts(files).clusters()) {
            draft.content().ifPresent(content -> all.addAll(new Explainer(draft.name(), content).explain(key)));
        }
        return all;
    }

    private List<Explanation> explain(String key) {
        boolean isSeed = key.equals(SEED) || key.startsWith(SEED + ".");
        String inDcs = isSeed ? key.substring(Math.min(key.length(), SEED.length() + 1)) : key;
        find(trees.dynamic(), inDcs, KeyPath.TOP, Optional.empty());
        if (!isSeed) {
            trees.local().forEach((node, tree) -> find(tree, key, KeyPath.TOP, Optional.of(node)));
        }
        return found;
    }

    // A parameter's name may have a dot itself, so every way to cut the path is tried.
    private void find(YamlNode node, String rest, KeyPath path, Optional<NodeName> where) {
        if (rest.isEmpty()) {
            addLeaves(node, path, where);
        } else if (node instanceof YamlMap map) {
            map.entries().forEach((key, entry) -> {
                if (rest.equals(key) || rest.startsWith(key + ".")) {
                    String below = rest.equals(key) ? "" : rest.substring(key.length() + 1);
                    find(entry.value(), below, path.below(key), where);
                }
            });
        } else if (node instanceof YamlList list && rest.matches("[0-9]{1,6}") && isIndex(list, rest)) {
            addLeaves(list.items().get(Integer.parseInt(rest)), path.below(rest), where);
        }
    }

    private static boolean isIndex(YamlList list, String number) {
        return Integer.parseInt(number) < list.items().size();
    }

    private void addLeaves(YamlNode node, KeyPath path, Optional<NodeName> where) {
        if (node instanceof YamlMap map && !map.entries().isEmpty()) {
            map.entries().forEach((key, entry) -> addLeaves(entry.value(), path.below(key), where));
        } else if (node instanceof YamlList list && !list.items().isEmpty()) {
            for (int i = 0; i < list.items().size(); i++) {
                addLeaves(list.items().get(i), path.below(String.valueOf(i)), where);
            }
        } else {
            String level = origins.levelOf(node.location());
            found.add(new Explanation(
                    cluster, where, path.toString(), shown(path, node.plain()), level, node.location()));
        }
    }

    // A password that is written out is an error, and explained all the same: the file of a mistake is not the place to
    // show it once more.
    private static @Nullable Object shown(KeyPath path, @Nullable Object value) {
        if (value instanceof SecretLine line) {
            return line.toString();
        }
        boolean isSecret = value != null && !(value instanceof SecretReference) && SecretRules.isSecret(path, value);
        return isSecret ? Secret.MASK : value;
    }
}
