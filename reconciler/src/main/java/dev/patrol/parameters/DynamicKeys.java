package dev.patrol.parameters;

import dev.patrol.tree.KeyPath;
import java.util.Optional;
import java.util.Set;

/** Which keys of the dynamic configuration Git owns, and what a change of one takes. */
public final class DynamicKeys {
    // People's switches and what other tools put there. Git owns one of these only if the definition sets it.
    static final Set<String> LEFT_ALONE = Set.of(
            "pause",
            DynamicKeys.PAUSED_BY_PATROL,
            "standby_cluster",
            "member_slots_ttl",
            // Without it Patroni drops every slot that it does not know, with what its reader has not read.
            "ignore_slots");

    /**
     * Says that the pause beside it is Patrol's: a pass that is killed leaves both, and the next one must know that nobody
     * else asked for the pause before it ends it. Patroni keeps keys that it does not know, and passes over them.
     */
    public static final String PAUSED_BY_PATROL = "patrol_pause";
    // Slots by name: tools and people add theirs beside those of Git, and Patroni drops one that is taken away.
    static final Set<String> MAPS_OF_SLOTS = Set.of("slots", "permanent_slots", "permanent_replication_slots");

    private static final KeyPath IGNORE_SLOTS = KeyPath.of("ignore_slots");
    private static final KeyPath SYNCHRONOUS_MODE = KeyPath.of("synchronous_mode");

    private DynamicKeys() {}

    /** Whether a key that stands in the DCS but not in Git is to be removed there. */
    public static boolean isOwned(KeyPath path) {
        return !LEFT_ALONE.contains(path.first()) && !MAPS_OF_SLOTS.contains(path.first());
    }

    /** The key by which it shows whose a key is: a slot has its owner, another key of the top level too. */
    public static KeyPath ownedAs(KeyPath path) {
        return path.upTo(MAPS_OF_SLOTS.contains(path.first()) ? 2 : 1);
    }

    /** Whether others may have entries in the list beside those of Git. */
    public static boolean isSharedList(KeyPath path) {
        return path.equals(IGNORE_SLOTS);
    }

    /** The effect of a change of the dynamic key at {@code path}; Patroni takes dynamic changes over by itself. */
    public static Effect effectOf(KeyPath path) {
        if (path.first().equals("standby_cluster")) {
            // Adding or removing it demotes or promotes the whole cluster (Patroni documentation, "Standby cluster").
            return Effect.REFUSED;
        }
        return path.parameter().map(ParameterCatalog::effectInDcs).orElse(Effect.RELOAD);
    }

    /**
     * Why a value of the key would be taken for something else.
     *
     * @param version the oldest among the members
     */
    public static Optional<String> objectionTo(KeyPath path, Object value, PatroniVersion version) {
        boolean tooOld = path.equals(SYNCHRONOUS_MODE) && "quorum".equals(value) && version.isBefore("4");
        return tooOld
                ? Optional.of("Patroni " + version.text()
                        + " does not know the word, and would go on without synchronous replication; it came with 4.0")
                : Optional.empty();
    }
}
