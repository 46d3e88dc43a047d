package dev.patrol.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patrol.observe.ServerSeen.Files;
import dev.patrol.observe.ServerSeen.HbaSeen;
import dev.patrol.observe.ServerSeen.SettingSeen;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Times are the node's own: when the server last read its files, and when, in whole seconds, they last changed. */
class ServerSeenTest {
    private static final ServerSeen BEFORE = server("10:00:00.5", "09:00:00");

    private static ServerSeen server(String loaded, String written) {
        return server(loaded, written, Map.of());
    }

    private static ServerSeen server(String loaded, String written, Map<String, SettingSeen> settings) {
        return new ServerSeen(
                at(loaded),
                settings,
                List.of(),
                new Files("/conf", "/auto", "/hba", Map.of("/conf", at(written), "/hba", at("08:00:00"))),
                new HbaSeen("", List.of()));
    }

    private static Instant at(String time) {
        return Instant.parse("2026-11-29T" + time + "Z");
    }

    @Test
    void whereNothingWasWrittenNothingIsLeftToRead() {
        assertTrue(server("10:00:00.5", "09:00:00").hasReadItsFilesSince(BEFORE));
        assertTrue(server("10:07:00.5", "09:00:00").hasReadItsFilesSince(BEFORE));
    }

    /** Somebody edited a file by hand before, and no server has read it since. */
    @Test
    void aFileThatWasUnreadBeforeIsNotWaitedFor() {
        ServerSeen unread = server("10:00:00.5", "10:30:00");

        assertTrue(server("10:00:00.5", "10:30:00").hasReadItsFilesSince(unread));
    }

    @Test
    void whatWasWrittenIsReadOnceTheServerHasReloadedAfterIt() {
        assertFalse(server("10:00:00.5", "10:30:07").hasReadItsFilesSince(BEFORE));
        assertFalse(server("10:30:06.9", "10:30:07").hasReadItsFilesSince(BEFORE), "a reload before the write");
        assertTrue(server("10:30:07.01", "10:30:07").hasReadItsFilesSince(BEFORE));
    }

    /** The second of the server's last reload is the one of the write too. */
    @Test
    void aFileThatLooksOlderThanTheLastReloadIsUnreadUntilAnother() {
        assertFalse(server("10:00:00.5", "10:00:00").hasReadItsFilesSince(BEFORE));
        assertTrue(server("10:00:00.9", "10:00:00").hasReadItsFilesSince(BEFORE));
    }

    @Test
    void withoutAnEarlierLookAFileIsReadThatIsNoNewerThanTheLastReload() {
        assertTrue(server("10:00:00.5", "10:00:00").hasReadItsFiles());
        assertFalse(server("10:00:00.5", "10:00:01").hasReadItsFiles());
    }

    @ParameterizedTest
    @CsvSource({
        "max_connections, true, true",
        "max_connections, false, false",
        "recovery_target_time, true, false",
        "restore_command, true, false",
        "Hot_Standby, true, false"
    })
    void aRestartIsPendingForWhatPatroniCountsToo(String name, boolean waits, boolean isPending) {
        SettingSeen setting = new SettingSeen("1", Optional.empty(), "string", "postmaster", "", waits);

        assertEquals(
                isPending, server("10:00:00", "10:00:00", Map.of(name, setting)).isRestartPending());
    }
}
