package dev.patrol.safety;

import dev.patrol.observe.MemberSeen;
import dev.patrol.yaml.PythonTruth;
import java.util.Optional;

/** What a member's tags keep it from (Patroni's documentation, "tags"; patroni/tags.py). */
final class MemberTags {
    private MemberTags() {}

    /** The tag that keeps a member from ever becoming the leader. */
    static Optional<String> againstLeading(MemberSeen member) {
        if (isSet(member, "nofailover")) {
            return Optional.of("nofailover");
        }
        // With both, Patroni goes by nofailover. Before 3.2 it knows no priorities; the intent is clear all the same.
        boolean decided = member.tags().names().contains("nofailover");
        if (!decided && isWithoutPriority(member, "failover_priority")) {
            return Optional.of("failover_priority: "
                    + member.tags().text("failover_priority").orElse("null"));
        }
        return streams(member) ? Optional.empty() : Optional.of("nostream");
    }

    static boolean mayBeSynchronous(MemberSeen member) {
        // Of 4.1, and clear for older ones: a priority of 0 is never synchronous, unless nosync says otherwise.
        boolean decided = member.tags().names().contains("nosync");
        return !isSet(member, "nosync") && (decided || !isWithoutPriority(member, "sync_priority")) && streams(member);
    }

    /** Whether a replica is to stream; it takes its WAL from the archive otherwise (Patroni 3.3). */
    static boolean streams(MemberSeen member) {
        return !isSet(member, "nostream");
    }

    private static boolean isWithoutPriority(MemberSeen member, String tag) {
        return member.tags().text(tag).orElse("null").strip().matches("-?0+([.]0+)?|-\\d+([.]\\d+)?");
    }

    private static boolean isSet(MemberSeen member, String tag) {
        return member.tags().get(tag).filter(PythonTruth::of).isPresent();
    }
}
