package dev.patrol.apply;

import dev.patrol.diff.KeyChange;
import dev.patrol.tree.ConfigTree;
import java.util.List;

/** The body of a {@code PATCH /config}: exactly the changed keys, null for those that go. */
final class DynamicPatch {
    private DynamicPatch() {}

    static ConfigTree of(List<KeyChange> changes) {
        ConfigTree patch = ConfigTree.EMPTY;
        for (KeyChange change : changes) {
            patch = patch.with(change.path(), change.after().orElse(null));
        }
        return patch.revealed();
    }
}
