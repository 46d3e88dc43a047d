package dev.patrol.observe;

import dev.patrol.parameters.PatroniVersion;
import dev.patrol.tree.ConfigTree;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A member as its own REST API describes it ({@code GET /patroni}).
 *
 * @param state Patroni's word for PostgreSQL's state: {@code running}, {@code starting}, {@code creating replica}, …
 * @param timeline PostgreSQL's timeline, 0 when not told
 * @param wal byte position in the WAL: written on a leader, replayed on a replica
 * @param postmasterStarted when PostgreSQL last started, as Patroni words it; it changes with every restart
 * @param followers who streams from this member
 */
public record MemberSeen(
        Role role,
        String state,
        long timeline,
        OptionalLong wal,
        Optional<String> postmasterStarted,
        Restart restart,
        Conditions conditions,
        Identity identity,
        List<Follower> followers,
        ConfigTree tags) {

    public MemberSeen {
        followers = List.copyOf(followers);
    }

    /**
     * Whether PostgreSQL waits for a restart, and for which parameters; versions before 3.3 do not tell the latter.
     *
     * @param scheduled when a restart that somebody scheduled is due
     */
    public record Restart(boolean pending, Map<String, OldAndNew> reasons, Optional<String> scheduled) {
        public Restart {
            reasons = Map.copyOf(reasons);
        }
    }

    /** A parameter's value now and after the restart. */
    public record OldAndNew(String oldValue, String newValue) {}

    /** The state of the whole cluster as this member knows it. */
    public record Conditions(boolean paused, boolean unlocked) {}

    /** Who this member is; {@code systemIdentifier} is empty while there is no data. */
    public record Identity(String scope, String patroniVersion, Optional<String> systemIdentifier) {}

    /**
     * A connection in pg_stat_replication; Patroni names it after the member.
     *
     * @param syncState {@code async}, {@code potential}, {@code sync} or {@code quorum}
     */
    public record Follower(String applicationName, String state, String syncState) {
        /** Whether the leader's commits wait for it, alone or as one of several. */
        public boolean isSynchronous() {
            return syncState.equals("sync") || syncState.equals("quorum");
        }
    }

    public boolean isRunning() {
        // 3.0.4 and later say "streaming" or "in archive recovery" in some answers for what is a running replica.
        return state.equals("running") || state.equals("streaming") || state.equals("in archive recovery");
    }

    public boolean leads() {
        return role.leads() && isRunning();
    }

    /** Whether its Patroni writes PostgreSQL's files anew whenever it reloads, as it does since 4.0.6. */
    public boolean renewsFilesOnReload() {
        return new PatroniVersion(identity.patroniVersion()).isAtLeast("4.0.6");
    }

    public boolean isFollowedBy(String member) {
        return followers.stream()
                .anyMatch(follower -> follower.applicationName().equals(member)
                        && follower.state().equals("streaming"));
    }

    /** Whether this member's commits wait for another one. */
    public boolean hasSynchronous(String member) {
        return followers.stream()
                .anyMatch(follower -> follower.applicationName().equals(member) && follower.isSynchronous());
    }
}
