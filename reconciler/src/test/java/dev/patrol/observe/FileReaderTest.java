package dev.patrol.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patrol.definition.NodeDefinition;
import dev.patrol.problem.Reason;
import dev.patrol.remote.NodeReading.ConfigFile;
import dev.patrol.remote.NodeReading.FileText;
import dev.patrol.remote.Unread;
import dev.patrol.testing.Wanted;
import dev.patrol.tree.ConfigTree;
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

        assertEquals(Optional.of(ConfigTree.of(Map.of("ttl", 30L))), again.tree());
        assertSame(first.tree().get(), again.tree().get());
        assertEquals("644", again.mode());
    }

    @Test
    void aTextThatChangedIsReadAgain() {
        read("ttl: 30\n", "600");

        FileSeen changed = read("ttl: 40\n", "600");

        assertEquals("ttl: 40\n", changed.text().reveal());
        assertEquals(Optional.of(ConfigTree.of(Map.of("ttl", 40L))), changed.tree());
    }

    @Test
    void aTextThatCannotBeReadStaysAProblem() {
        FileSeen first = read("ttl: [\n", "600");

        FileSeen again = read("ttl: [\n", "600");

        assertTrue(again.unread().orElseThrow().is(Unread.FILE_NOT_YAML));
        assertEquals(first.unread(), again.unread());
        assertEquals(Optional.empty(), again.tree());
    }

    @Test
    void aFileThatIsNoTextIsThereAndSaysWhy() {
        read("ttl: 30\n", "600");
        Reason why = Unread.FILE_NOT_UTF8.with("file", "/etc/patroni.yml");

        FileSeen now =
                files.read(node, new ConfigFile(FileText.unread(why), "600", "postgres:postgres", Optional.empty()));

        assertEquals(Optional.of(why), now.unread());
        assertEquals(Optional.empty(), now.tree());
        assertEquals("600", now.mode());
        assertEquals(
                Optional.of(ConfigTree.of(Map.of("ttl", 30L))),
                read("ttl: 30\n", "600").tree());
    }

    private FileSeen read(String text, String mode) {
        return files.read(node, new ConfigFile(FileText.of(text), mode, "postgres:postgres", Optional.empty()));
    }
}
