package dev.patrol.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.patrol.definition.NodeDefinition;
import dev.patrol.remote.NodeReading.ConfigFile;
import dev.patrol.testing.Wanted;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FileReaderTest {
    private final FileReader files = new FileReader();
    private final NodeDefinition node =
            Wanted.wanted("pay", "pay-1").definition().firstNode();

    @Test
    void aTextThatIsStillTheSameIsNotReadAgain() {
        FileSeen first = read("ttl: 30\n", "600");

        FileSeen again = read("ttl: 30\n", "644");

        assertEquals(Optional.of(Map.of("ttl", 30L)), again.tree());
        assertSame(first.tree().get(), again.tree().get());
        assertEquals("644", again.mode());
    }

    @Test
    void aTextThatChangedIsReadAgain() {
        read("ttl: 30\n", "600");

        FileSeen changed = read("ttl: 40\n", "600");

        assertEquals("ttl: 40\n", changed.text().reveal());
        assertEquals(Optional.of(Map.of("ttl", 40L)), changed.tree());
    }

    @Test
    void aTextThatCannotBeReadStaysAProblem() {
        FileSeen first = read("ttl: [\n", "600");

        FileSeen again = read("ttl: [\n", "600");

        assertFalse(again.problems().isEmpty());
        assertEquals(first.problems(), again.problems());
        assertEquals(Optional.empty(), again.tree());
    }

    private FileSeen read(String text, String mode) {
        return files.read(node, new ConfigFile(text, mode, "postgres:postgres", Optional.empty()));
    }
}
