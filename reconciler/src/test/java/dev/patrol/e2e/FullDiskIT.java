package dev.patrol.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patrol.definition.ClusterName;
import dev.patrol.definition.Revision;
import dev.patrol.status.ClusterStatus;
import dev.patrol.status.FileStatusStore;
import dev.patrol.status.Outcome;
import dev.patrol.status.StatusStore;
import dev.patrol.status.StatusStoreException;
import dev.patrol.testing.SmallDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Patrol on a disk that is really full: it says so, hides nothing and leaves nothing behind. No node is needed. */
@Tag("apart")
class FullDiskIT {
    private static final ClusterName PAY = new ClusterName("pay");
    // Its definition is wrong, so that a pass over it needs no node.
    private static final String DEFINITION = """
            cluster: pay
            layout: el
            units: {postgresql: postgresql}
            postgresql: {version: 17, parameters: {max_connections: 100}}
            users:
              superuser: {password: {env: DEMO_SUPERUSER}}
              replication: {password: {env: DEMO_REPLICATION}}
            nodes:
              pg1: {address: 127.0.0.1}
            """;

    @TempDir
    private Path folder;

    private SmallDisk disk;
    private Path repository;

    @BeforeEach
    void mount() throws IOException {
        disk = SmallDisk.at(folder.resolve("disk"), 256);
        repository = folder.resolve("fleet");
        Files.createDirectories(repository.resolve("clusters"));
        Files.writeString(repository.resolve("clusters/pay.yaml"), DEFINITION);
    }

    @AfterEach
    void unmount() throws IOException {
        disk.close();
    }

    private Program patrol(Path home) throws IOException {
        Path key = Files.writeString(folder.resolve("key"), "");
        Path knownHosts = Files.writeString(folder.resolve("known_hosts"), "");
        return Program.in(home, new Program.Access("patrol", key, knownHosts), repository);
    }

    private static ClusterStatus inSync() {
        ClusterStatus.Pass pass =
                new ClusterStatus.Pass(Outcome.of(Outcome.Kind.IN_SYNC), new Revision("abc1234"), Instant.EPOCH);
        return ClusterStatus.after(PAY, pass, ClusterStatus.Seen.NOTHING, Optional.empty())
                .withIneffectiveRestarts(Map.of("pg1", "a mark"));
    }

    @Test
    void aStatusThatCannotBeRecordedIsNotCoveredByTheOneBefore() throws IOException {
        Program patrol = patrol(disk.folder());
        StatusStore statuses = new FileStatusStore(disk.folder().resolve("state/status"));
        statuses.record(inSync());
        patrol.run("status").expect(0);
        List<String> before = disk.files();

        disk.fill();
        assertTrue(patrol.run("status").expect(1).err().contains("its file system is full"));
        for (int pass = 0; pass < 3; pass++) {
            assertThrows(StatusStoreException.class, () -> statuses.record(inSync()));
        }

        Run told = patrol.run("status").expect(1);
        assertTrue(told.out().startsWith("pay  stalled  "), told.out());
        assertTrue(told.err().contains("no status can be recorded in '"), told.err());
        assertEquals(before.size(), disk.files().size(), () -> "left behind: " + before);
        assertEquals(Map.of("pg1", "a mark"), statuses.read(PAY).orElseThrow().ineffectiveRestarts());

        disk.free();
        assertTrue(patrol.run("status").expect(1).out().startsWith("pay  stalled  "));
        statuses.record(inSync());
        patrol.run("status").expect(0);
        assertEquals(before, disk.files());
    }

    @Test
    void anApplySaysWhatItCannotRecord() throws IOException {
        Program patrol = patrol(disk.folder());
        patrol.run("apply");
        disk.fill();

        Run applied = patrol.run("apply").expect(3);

        assertTrue(applied.out().contains("cannot write the status to '"), applied::toString);
        assertTrue(applied.out().contains("No space left on device"), applied::toString);
    }

    @Test
    void metricsThatCannotBeWrittenHideNothing() throws IOException {
        Path textfile = disk.folder().resolve("patrol.prom");
        Program patrol = patrol(folder.resolve("home"));
        Run good = patrol.run("plan", "--metrics-textfile=" + textfile);
        String written = Files.readString(textfile);
        disk.fill();

        Run full = patrol.run("plan", "--metrics-textfile=" + textfile).expect(1);

        assertEquals(good.out(), full.out());
        assertFalse(full.out().isEmpty());
        assertTrue(full.err().contains("cannot write the metrics to '" + textfile + "': No space left on device"));
        assertEquals(written, Files.readString(textfile));
        assertEquals(List.of("patrol.prom"), disk.files());
    }

    @Test
    void aClassArchiveThatCannotBeWrittenChangesNothing() throws IOException {
        Program patrol = patrol(folder.resolve("home"));
        Run good = patrol.launch("plan");
        disk.fill();

        Run full = patrol.launch(Map.of("PATROL_CACHE", disk.folder().toString()), "plan");

        assertEquals(good.exit(), full.exit(), full::toString);
        assertEquals(good.out(), full.out());
        assertEquals("", full.err());
        assertEquals(List.of(), disk.files());
    }
}
