package dev.patrol.observe;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the members tell of their cluster as a whole ({@code GET /cluster}).
 *
 * @param members the names of all members whose keys in the DCS have not expired, in Git or not
 * @param pendingRestart those whose keys say that a restart is pending; a member writes that in the loop after it knows
 * @param scheduledSwitchover when a switchover that somebody scheduled is due
 */
public record Topology(Set<String> members, Set<String> pendingRestart, Optional<String> scheduledSwitchover) {
    /** Nobody told anything. */
    public static final Topology UNKNOWN = new Topology(Set.of(), Set.of(), Optional.empty());

    /** Where it is, the member that told it is one of its members. */
    public boolean isKnown() {
        return !members.isEmpty();
    }

    public Topology {
        members = Set.copyOf(members);
        pendingRestart = Set.copyOf(pendingRestart);
    }

    /** What two of them tell: a member that one of them knows is there. */
    Topology and(Topology other) {
        Set<String> all = new TreeSet<>(members);
        all.addAll(other.members);
        Set<String> pending = new TreeSet<>(pendingRestart);
        pending.addAll(other.pendingRestart);
        return new Topology(all, pending, scheduledSwitchover.or(other::scheduledSwitchover));
    }
}
