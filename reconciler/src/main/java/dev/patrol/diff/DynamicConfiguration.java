package dev.patrol.diff;

import dev.patrol.parameters.DynamicKeys;
import dev.patrol.tree.ConfigTree;
import dev.patrol.tree.Secrets;
import java.util.List;

/** Where two dynamic configurations differ. */
public final class DynamicConfiguration {
    private static final TreeDiffer DIFFER = new TreeDiffer(Layer.DYNAMIC, DynamicKeys::effectOf, Secrets.NONE);

    private DynamicConfiguration() {}

    /** The keys whose values differ, by name. */
    public static List<String> differences(ConfigTree one, ConfigTree other) {
        return DIFFER.diff(one, other).stream().map(KeyChange::key).toList();
    }
}
