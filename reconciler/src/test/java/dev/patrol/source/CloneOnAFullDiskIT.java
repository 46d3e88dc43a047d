package dev.patrol.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patrol.testing.SmallDisk;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A clone for which there is no room: said, nothing piles up, and it goes on when there is room again. */
@Tag("apart")
class CloneOnAFullDiskIT {
    @TempDir
    private Path folder;

    private TestRepository repository;
    private GitHttpServer server;
    private SmallDisk disk;

    @BeforeEach
    void serve() throws IOException {
        repository = TestRepository.init(folder.resolve("served/fleet"));
        commit("one");
        server = GitHttpServer.start(folder.resolve("served"));
        disk = SmallDisk.at(folder.resolve("disk"), 1024);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        disk.close();
    }

    private void commit(String text) throws IOException {
        repository.write("clusters/pay.yaml", text).commit();
    }

    private String fetch() throws SourceException {
        GitSettings settings =
                GitSettings.of(server.url("fleet/.git"), disk.folder().resolve("git"));
        return new GitSource(settings).fetch().files().texts().getOrDefault("clusters/pay.yaml", "");
    }

    @Test
    void aFetchThatFindsNoRoomIsToldAndLeavesNothing() throws Exception {
        assertEquals("one", fetch());
        disk.fill();
        List<String> before = disk.files();
        String large = HexFormat.of()
                .formatHex(RandomGenerator.getDefault()
                        .ints(20_000, 0, 256)
                        .collect(ByteArrayOutputStream::new, ByteArrayOutputStream::write, (to, from) -> {})
                        .toByteArray());
        commit(large);

        for (int attempt = 0; attempt < 3; attempt++) {
            String failure = assertThrows(SourceException.class, this::fetch).getMessage();
            assertTrue(failure.contains("No space left on device"), failure);
        }
        assertTrue(disk.files().size() <= before.size() + 1, () -> before + " became " + files());

        disk.free();
        assertEquals(large, fetch());
        assertEquals(
                List.of(),
                files().stream().filter(file -> file.contains("incoming_")).toList());
    }

    @Test
    void aFirstCloneThatFindsNoRoomIsToldAndMadeLater() throws Exception {
        disk.fill();
        for (int attempt = 0; attempt < 3; attempt++) {
            assertThrows(SourceException.class, this::fetch);
        }

        disk.free();
        assertEquals("one", fetch());
    }

    private List<String> files() {
        try {
            return disk.files();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
