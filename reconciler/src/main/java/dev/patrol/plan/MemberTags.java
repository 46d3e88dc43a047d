package dev.patrol.plan;

import dev.patrol.observe.MemberSeen;
import java.util.Optional;

/** What a member's tags keep it from (Patroni's documentation, "tags"; patroni/tags.py). */
final class MemberTags {
    private MemberTags() {}

    /** The tag that keeps a member from ever becoming the leader. */
    static Optional<String> againstLeading(MemberSeen member) {
        if (isSet(member, "nofailover")) {
            return Optional.of("nofailover");
        }
        // With both, Patroni goes by nofailover. Before 3.2 it does not know priorities; the intent is clear all the
        // same.
        boolean decided = member.tags().containsKey("nofailover");
        Object priority = member.tags().get("failover_priority");
        if (!decided && priority != null && String.valueOf(priority).strip().matches("0+|-\\d+")) {
            return Optional.of("failover_priority: " + priority);
        }
        return streams(member) ? Optional.empty() : Optional.of("nostream");
    }

    static boolean mayBeSynchronous(MemberSeen member) {
        return !isSet(member, "nosync") && streams(member);
    }

    /** Whether a replica is to stream; it takes its WAL from the archive otherwise (Patroni 3.3). */
    static boolean streams(MemberSeen member) {
        return !isSet(member, "nostream");
    }

    private static boolean isSet(MemberSeen member, String tag) {
        return Boolean.TRUE.equals(member.tags().get(tag));
    }
}
