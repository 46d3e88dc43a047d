package dev.patrol.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.patrol.definition.ClusterName;
import dev.patrol.definition.Revision;
import dev.patrol.problem.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileStatusStoreTest {
    private static final ClusterName PAY = new ClusterName("pay");
    private static final ClusterName ORDERS = new ClusterName("orders");
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private static final Reason LAGS = new Reason("blocker.lags", Map.of("node", "pay-2", "bytes", 3_000_000_000L));
    private static final List<Reason> REASONS = List.of(
            Reason.said("<&> 'ü' \"x\""),
            new Reason("a.b", Map.of("why", LAGS, "names", List.of("pay-1", "pay-2"), "reasons", List.of(LAGS, LAGS))));

    @TempDir
    private Path folder;

    private StatusStore store;

    @BeforeEach
    void openTheStore() {
        store = new FileStatusStore(folder.resolve("state/clusters"));
    }

    private static ClusterStatus status(ClusterName cluster, Outcome outcome, Optional<ClusterStatus> before) {
        return ClusterStatus.after(
                        cluster,
                        new ClusterStatus.Pass(outcome, new Revision("abc123"), NOON),
                        new ClusterStatus.Seen(
                                Map.of(
                                        "pay-1",
                                        new NodeStatus(true, true, Map.of("file", 2)),
                                        "pay-2",
                                        NodeStatus.UNREACHABLE),
                                Optional.of(3)),
                        before)
                .withIneffectiveRestarts(Map.of("pay-1", "2026-01-01 of 1a2b"));
    }

    private static ClusterStatus stalled(ClusterName cluster) {
        return status(cluster, new Outcome(Outcome.Kind.STALLED, REASONS), Optional.empty());
    }

    @Test
    void whatIsRecordedIsReadBack() {
        ClusterStatus inSync = status(PAY, Outcome.of(Outcome.Kind.IN_SYNC), Optional.empty());
        ClusterStatus waiting = status(
                new ClusterName("web"),
                new Outcome(Outcome.Kind.WAITING, List.of(Reason.said("its window")), Optional.of(NOON)),
                Optional.empty());
        store.record(stalled(ORDERS));
        store.record(inSync);
        store.record(waiting);

        assertEquals(Optional.of(inSync), store.read(PAY));
        assertEquals(List.of(stalled(ORDERS), inSync, waiting), store.readAll());
    }

    @Test
    void nothingIsReadWhereNothingWasRecorded() {
        assertEquals(Optional.empty(), store.read(PAY));
        assertEquals(List.of(), store.readAll());
        store.retain(Set.of());
    }

    @Test
    void aLaterStatusReplacesTheEarlierAndLeavesNothingBehind() throws IOException {
        store.record(stalled(PAY));
        store.record(status(PAY, Outcome.of(Outcome.Kind.IN_SYNC), Optional.empty()));

        try (Stream<Path> files = Files.list(folder.resolve("state/clusters"))) {
            assertEquals(
                    List.of("pay.json"),
                    files.map(file -> file.getFileName().toString()).toList());
        }
        assertTrue(store.read(PAY).orElseThrow().outcome().isSuccess());
    }

    @Test
    void aFailureKeepsWhatOnlyEarlierPassesKnow() {
        ClusterStatus before = status(PAY, Outcome.of(Outcome.Kind.CHANGED), Optional.empty());

        ClusterStatus after = ClusterStatus.after(
                PAY,
                new ClusterStatus.Pass(Outcome.of(Outcome.Kind.WAITING), new Revision("def456"), NOON.plusSeconds(60)),
                ClusterStatus.Seen.NOTHING,
                Optional.of(before));

        assertEquals(Optional.of(new Revision("abc123")), after.appliedRevision());
        assertEquals(Optional.of(NOON), after.lastSuccess());
        assertEquals(new Revision("def456"), after.revision());
        assertEquals(before.ineffectiveRestarts(), after.ineffectiveRestarts());
    }

    @Test
    void aReasonIsKeptWithItsFactsAndNotAsASentence() throws IOException {
        store.record(stalled(PAY));

        JsonObject kept = JsonParser.parseString(Files.readString(folder.resolve("state/clusters/pay.json")))
                .getAsJsonObject()
                .getAsJsonArray("reasons")
                .get(1)
                .getAsJsonObject();
        assertEquals("a.b", kept.get("cause").getAsString());
        assertEquals(
                3_000_000_000L,
                kept.getAsJsonObject("facts")
                        .getAsJsonObject("why")
                        .getAsJsonObject("facts")
                        .get("bytes")
                        .getAsLong());
    }

    @Test
    void clustersThatAreNotInGitAnyMoreAreForgotten() {
        store.record(stalled(PAY));
        store.record(stalled(ORDERS));

        store.retain(Set.of(ORDERS));

        assertEquals(Optional.empty(), store.read(PAY));
        assertEquals(1, store.readAll().size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "{}",
                "{\"cluster\": \"pay\"}",
                "{\"cluster\": \"../etc\", \"outcome\": \"in_sync\"}",
                "{\"cluster\":\"pay\",\"outcome\":\"splendid\",\"ineffective_restarts\":{},\"reasons\":[],\"revision\":\"a\",\"finished\":\"2026-01-01T12:00:00Z\",\"nodes\":{}}",
                "{\"cluster\":\"pay\",\"outcome\":\"in_sync\",\"ineffective_restarts\":{},\"reasons\":[],\"revision\":\"a\",\"finished\":\"yesterday\",\"nodes\":{}}",
                "{\"cluster\":\"pay\",\"outcome\":\"in_sync\",\"ineffective_restarts\":{},\"reasons\":[],\"revision\":\"a\",\"finished\":\"2026-01-01T12:00:00Z\",\"nodes\":{\"a\":{}}}",
                "{\"cluster\":\"pay\",\"outcome\":\"in_sync\",\"ineffective_restarts\":{},\"reasons\":[],\"revision\":\"a\",\"finished\":\"2026-01-01T12:00:00Z\",\"nodes\":{\"a\":null}}",
                "{\"cluster\":\"pay\",\"outcome\":\"in_sync\",\"ineffective_restarts\":{},\"reasons\":[null],\"revision\":\"a\",\"finished\":\"2026-01-01T12:00:00Z\",\"nodes\":{}}",
                "{\"cluster\":\"pay\",\"outcome\":\"in_sync\",\"ineffective_restarts\":{},\"reasons\":[{}],\"revision\":\"a\",\"finished\":\"2026-01-01T12:00:00Z\",\"nodes\":{}}",
                "{\"cluster\":\"pay\",\"outcome\":\"in_sync\",\"ineffective_restarts\":{},\"reasons\":[\"why\"],\"revision\":\"a\",\"finished\":\"2026-01-01T12:00:00Z\",\"nodes\":{}}",
                "{\"cluster\":\"pay\",\"outcome\":\"in_sync\",\"ineffective_restarts\":{},\"reasons\":[],\"revision\":\"a\",\"finished\":\"2026-01-01T12:00:00Z\"}",
            })
    void aDamagedFileCountsAsAbsentAndIsReplaced(String damaged) throws IOException {
        damage(damaged.getBytes(StandardCharsets.UTF_8));

        assertEquals(Optional.empty(), store.read(PAY));
        assertEquals(List.of(), store.readAll());

        store.record(stalled(PAY));
        assertEquals(Optional.of(stalled(PAY)), store.read(PAY));
    }

    @Test
    void aFileOfOtherBytesCountsAsAbsentToo() throws IOException {
        damage(new byte[] {(byte) 0xff, 0, 1, (byte) 0xc3});

        assertEquals(Optional.empty(), store.read(PAY));
    }

    private void damage(byte[] bytes) throws IOException {
        Path file = folder.resolve("state/clusters/pay.json");
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }

    @Test
    void aFolderThatCannotBeWrittenSaysSo() throws IOException {
        Files.writeString(folder.resolve("file"), "not a folder");
        StatusStore blocked = new FileStatusStore(folder.resolve("file/clusters"));

        StatusStoreException e = assertThrows(StatusStoreException.class, () -> blocked.record(stalled(PAY)));

        assertTrue(e.getMessage().contains("state_directory"), e.getMessage());
    }
}
