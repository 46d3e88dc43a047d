package dev.patrol.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patrol.tree.ConfigTree;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MemberReaderTest {
    private static final String LEADER_302 = """
            {"state": "running", "postmaster_start_time": "2026-01-01 10:00:00.123456+00:00", "role": "master",
             "server_version": 150018, "xlog": {"location": 67595440}, "timeline": 3,
             "replication": [
               {"usename": "replicator", "application_name": "n2", "client_addr": "127.0.0.12", "state": "streaming",
                "sync_state": "async", "sync_priority": 0},
               {"usename": "replicator", "application_name": "n3", "client_addr": "127.0.0.13", "state": "catchup",
                "sync_state": "async", "sync_priority": 0}],
             "dcs_last_seen": 1767261600, "database_system_identifier": "7300000000000000001",
             "patroni": {"version": "3.0.2", "scope": "demo"}}
            """;
    private static final String REPLICA_414 = """
            {"state": "running", "postmaster_start_time": "2026-01-01 10:00:05.1+00:00", "role": "replica",
             "server_version": 170010,
             "xlog": {"received_location": 67595440, "replayed_location": 67595400, "replayed_timestamp": null,
                      "paused": false},
             "timeline": 3, "replication_state": "streaming", "pending_restart": true,
             "pending_restart_reason": {"max_connections": {"old_value": "30", "new_value": "26"}},
             "scheduled_restart": {"schedule": "2026-01-02T04:00:00+00:00", "postmaster_start_time": "x"},
             "pause": true, "cluster_unlocked": true, "tags": {"patrol": "abc", "nofailover": true, "weight": 3},
             "dcs_last_seen": 1767261600, "database_system_identifier": "7300000000000000001",
             "patroni": {"version": "4.1.4", "scope": "demo", "name": "n2"}}
            """;

    private static MemberSeen member(String body) {
        return MemberReader.member(body).orElseThrow();
    }

    @Test
    void theLeaderOfAnOldVersionIsRead() {
        MemberSeen leader = member(LEADER_302);

        assertTrue(leader.leads());
        assertEquals(Role.PRIMARY, leader.role());
        assertEquals(3, leader.timeline());
        assertEquals(OptionalLong.of(67595440), leader.wal());
        assertEquals("3.0.2", leader.identity().patroniVersion());
        assertEquals("demo", leader.identity().scope());
        assertEquals(Optional.of("7300000000000000001"), leader.identity().systemIdentifier());
        assertTrue(leader.isFollowedBy("n2"));
        assertFalse(leader.isFollowedBy("n3"), "it is known and does not stream");
    }

    @ParameterizedTest
    @CsvSource({"async, false", "potential, false", "sync, true", "quorum, true"})
    void aFollowerIsSynchronousByPostgresqlsWord(String word, boolean synchronous) {
        MemberSeen leader =
                member(LEADER_302.replaceFirst("\"sync_state\": \"async\"", "\"sync_state\": \"" + word + "\""));

        assertEquals(synchronous, leader.hasSynchronous("n2"));
        assertFalse(leader.hasSynchronous("n3"));
    }

    @Test
    void optionalKeysThatAreLeftOutAreFalse() {
        MemberSeen leader = member(LEADER_302);

        assertFalse(leader.restart().pending());
        assertEquals(Map.of(), leader.restart().reasons());
        assertEquals(Optional.empty(), leader.restart().scheduled());
        assertFalse(leader.conditions().paused());
        assertFalse(leader.conditions().unlocked());
        assertEquals(ConfigTree.EMPTY, leader.tags());
    }

    @Test
    void aReplicaOfANewVersionIsRead() {
        MemberSeen replica = member(REPLICA_414);

        assertFalse(replica.leads());
        assertEquals(OptionalLong.of(67595400), replica.wal(), "what it has replayed counts");
        assertTrue(replica.restart().pending());
        assertEquals(
                Map.of("max_connections", new MemberSeen.OldAndNew("30", "26")),
                replica.restart().reasons());
        assertEquals(Optional.of("2026-01-02T04:00:00+00:00"), replica.restart().scheduled());
        assertTrue(replica.conditions().paused());
        assertTrue(replica.conditions().unlocked());
        assertEquals(
                Map.of("patrol", "abc", "nofailover", true, "weight", 3L),
                replica.tags().plain());
        assertEquals(List.of(), replica.followers());
    }

    @ParameterizedTest
    @CsvSource({
        "master, PRIMARY",
        "primary, PRIMARY",
        "standby_leader, STANDBY_LEADER",
        "replica, REPLICA",
        "demoted, OTHER",
        "uninitialized, OTHER",
    })
    void everyVersionsWordForARoleIsUnderstood(String word, Role role) {
        assertEquals(
                role,
                member("{\"state\": \"running\", \"role\": \"" + word + "\"}").role());
    }

    @ParameterizedTest
    @CsvSource({
        "running, true",
        "streaming, true",
        "in archive recovery, true",
        "starting, false",
        "stopped, false",
        "unknown, false",
        "creating replica, false",
        "start failed, false",
    })
    void onlyARunningServerRuns(String state, boolean runs) {
        MemberSeen member = member("{\"state\": \"" + state + "\", \"role\": \"primary\"}");

        assertEquals(runs, member.isRunning());
        assertEquals(runs, member.leads(), "a primary that does not run leads nobody");
    }

    @Test
    void aMemberWithoutDataIsRead() {
        MemberSeen member = member("""
                {"state": "stopped", "role": "uninitialized", "database_system_identifier": "",
                 "patroni": {"version": "4.0.7", "scope": "demo", "name": "n1"}}
                """);

        assertEquals(OptionalLong.empty(), member.wal());
        assertEquals(0, member.timeline());
        assertEquals(Optional.empty(), member.postmasterStarted());
        assertEquals(Optional.empty(), member.identity().systemIdentifier());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{}", "<html>nginx</html>", "{\"state\":", "{\"message\": \"hello\"}"})
    void whatPatroniDoesNotSendIsNoMember(String body) {
        assertEquals(Optional.empty(), MemberReader.member(body));
    }

    @Test
    void keysOfUnexpectedTypesAreNoAccident() {
        MemberSeen member = member("""
                {"state": "running", "role": null, "timeline": "x", "xlog": 3, "tags": [], "replication": {},
                 "pending_restart_reason": [1], "patroni": "x", "scheduled_restart": true, "pause": null}
                """);

        assertEquals(Role.OTHER, member.role());
        assertEquals(ConfigTree.EMPTY, member.tags());
    }

    @Test
    void wholeNumbersOfTheDynamicConfigurationStayWhole() {
        assertEquals(
                Optional.of(ConfigTree.of(
                        Map.of("ttl", 30L, "postgresql", Map.of("parameters", Map.of("x", 0.5, "y", true))))),
                MemberReader.config("{\"ttl\": 30, \"postgresql\": {\"parameters\": {\"x\": 0.5, \"y\": true}}}"));
    }

    @Test
    void theMembersTheirPendingRestartsAndAScheduledSwitchoverAreRead() {
        assertEquals(
                Optional.of(new Topology(Set.of("n1", "n4"), Set.of("n4"), Optional.of("2026-01-02T04:00:00+00:00"))),
                MemberReader.topology("{\"members\": [{\"name\": \"n1\", \"role\": \"leader\"}, {\"name\": \"n4\","
                        + " \"pending_restart\": true}, 5],"
                        + " \"scheduled_switchover\": {\"at\": \"2026-01-02T04:00:00+00:00\", \"from\": \"n1\"}}"));
        assertEquals(Optional.of(Topology.UNKNOWN), MemberReader.topology("{\"members\": []}"));
        assertEquals(Optional.empty(), MemberReader.topology("<html>"));
    }
}
