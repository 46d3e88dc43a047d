package dev.patrol.parameters;

import java.util.List;
import java.util.Set;

/** Which keys of the dynamic configuration Git owns, and what a change of one takes. */
public final class DynamicKeys {
    // People's switches and what other tools put there. Git owns one of these only if the definition sets it.
    private static final Set<String> LEFT_ALONE = Set.of(
            "pause",
            "standby_cluster",
            "slots",
            "permanent_slots",
            "permanent_replication_slots",
            "member_slots_ttl",
            // Without it Patroni drops every slot that it does not know, with what its reader has not read.
            "ignore_slots");

    private DynamicKeys() {}

    /** Whether a key that stands in the DCS but not in Git is to be removed there. */
    public static boolean isOwned(String topLevelKey) {
        return !LEFT_ALONE.contains(topLevelKey);
    }

    /** The effect of a change of the dynamic key at {@code path}; Patroni takes dynamic changes over by itself. */
    public static Effect effectOf(List<String> path) {
        if (path.get(0).equals("standby_cluster")) {
            // Adding or removing it demotes or promotes the whole cluster (Patroni documentation, "Standby cluster").
            return Effect.REFUSED;
        }
        if (path.size() > 2 && path.subList(0, 2).equals(List.of("postgresql", "parameters"))) {
            return ParameterCatalog.effectInDcs(path.get(2));
        }
        return Effect.RELOAD;
    }
}
