package dev.patrol.observe;

/** What a member is in its cluster, by one name for every version of Patroni. */
public enum Role {
    PRIMARY,
    STANDBY_LEADER,
    REPLICA,
    OTHER;

    /** Patroni's word; before 4.0 a primary was a {@code master}. */
    static Role of(String word) {
        return switch (word) {
            case "primary", "master" -> PRIMARY;
            case "standby_leader" -> STANDBY_LEADER;
            case "replica" -> REPLICA;
            default -> OTHER;
        };
    }

    public boolean leads() {
        return this == PRIMARY || this == STANDBY_LEADER;
    }
}
