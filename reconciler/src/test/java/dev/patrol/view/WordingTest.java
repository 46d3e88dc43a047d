package dev.patrol.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.patrol.problem.Cause;
import dev.patrol.problem.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every cause has one sentence, and what comes from outside cannot act in it. */
class WordingTest {
    private static final Path MAIN = Path.of("src", "main", "java");
    private static final Pattern CAUSES = Pattern.compile("enum (\\w+) implements Cause");

    @Test
    void everyCauseHasASentenceAndEverySentenceACause() throws IOException {
        List<String> causes;
        try (Stream<Path> files = Files.walk(MAIN)) {
            causes = files.filter(file -> file.toString().endsWith(".java"))
                    .flatMap(WordingTest::causesIn)
                    .map(Cause::key)
                    .toList();
        }

        assertFalse(causes.isEmpty());
        assertEquals(new TreeSet<>(causes), new TreeSet<>(Wording.causes()));
        assertEquals(causes.size(), new TreeSet<>(causes).size(), "two causes of one name");
    }

    private static Stream<Cause> causesIn(Path file) {
        try {
            String name = MAIN.relativize(file).toString().replace('/', '.').replaceFirst("[.]java$", "");
            return CAUSES.matcher(Files.readString(file)).find() ? constants(name) : Stream.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Cause> constants(String name) {
        try {
            return Stream.of(Class.forName(name).getEnumConstants()).map(Cause.class::cast);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("a cause that is no top-level enum: " + name, e);
        }
    }

    @Test
    void wordsFactsReasonsAndLists() {
        Reason names = new Reason("said.said", Map.of("text", List.of("pay-1", 3)));
        Reason reasons = new Reason("said.said", Map.of("text", List.of(Reason.said("it is full"), Reason.said("so"))));
        Reason quoted = new Reason("delay.node_unseen", Map.of("node", List.of("pay-1", "pay-2")));

        assertEquals("pay-1, 3", Wording.of(names));
        assertEquals("it is full; so", Wording.of(reasons));
        assertEquals("node 'pay-1', 'pay-2' cannot be seen", Wording.of(quoted));
        assertEquals("unheard.of {node=pg1}", Wording.of(new Reason("unheard.of", Map.of("node", "pg1"))));
    }

    @Test
    void whatANodeSaysCannotActOnATerminalNorForgeALine() {
        String hostile = "ok\u001b[2J\r\nfake line\u202e\u2028\u0000";

        String shown = Wording.of(Reason.said(hostile));

        assertEquals("ok\\u001b[2J\\u000d\\nfake line\\u202e\\u2028\\u0000", shown);
        assertEquals(1, shown.lines().count());
    }
}
