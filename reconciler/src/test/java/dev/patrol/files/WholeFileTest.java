package dev.patrol.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
    private static final Set<PosixFilePermission> ALL_READ = PosixFilePermissions.fromString("rw-r--r--");

    @TempDir
    private Path folder;

    private Path place;
    private WholeFile file;

    @BeforeEach
    void nameFile() {
        place = folder.resolve("pay.json");
        file = new WholeFile(place);
    }

    @Test
    void theNewContentReplacesTheOldAndNothingElseIsLeft() throws IOException {
        file.replace("a long old content", ALL_READ);
        file.replace("new ü", ALL_READ);

        assertEquals("new ü", Files.readString(place));
        assertEquals(ALL_READ, Files.getPosixFilePermissions(place));
        assertEquals(List.of("pay.json"), names());
    }

    @Test
    void aFailureLeavesNothingBehind() throws IOException {
        Files.createDirectories(place.resolve("not empty"));

        assertThrows(IOException.class, () -> file.replace("x", ALL_READ));

        assertEquals(List.of("pay.json"), names());
    }

    @Test
    void whatAKilledProcessLeftGoesAndWhatOthersWriteNowStays() throws IOException {
        leave(".pay.json.1.tmp", Duration.ofMinutes(11));
        leave(".pay.json.2.tmp", Duration.ofMinutes(9));
        leave(".payments.json.3.tmp", Duration.ofDays(1));
        leave("notes.tmp", Duration.ofDays(1));

        file.replace("x", ALL_READ);

        assertEquals(List.of(".pay.json.2.tmp", ".payments.json.3.tmp", "notes.tmp", "pay.json"), names());
    }

    private void leave(String name, Duration age) throws IOException {
        Files.setLastModifiedTime(
                Files.createFile(folder.resolve(name)),
                FileTime.from(Instant.now().minus(age)));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(found -> found.getFileName().toString()).sorted().toList();
        }
    }
}
