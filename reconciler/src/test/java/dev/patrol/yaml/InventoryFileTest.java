package dev.patrol.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.patrol.problem.Problems;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InventoryFileTest {
    private final Problems problems = new Problems();

    @Test
    void keepsATextWithATagOfAnotherProgram() {
        Object plain = YamlReader.readInventoryFile("hosts", "a: !vault |\n  secret\nb: !unsafe '{{ x }}'\n", problems)
                .orElseThrow()
                .plain();

        assertEquals(
                Map.of("a", new TaggedText("!vault", "secret\n"), "b", new TaggedText("!unsafe", "{{ x }}")), plain);
        assertEquals(List.of(), problems.all());
        assertFalse(plain.toString().contains("secret"));
    }

    @Test
    void refusesATagOfYamlThatDoesNotFit() {
        YamlReader.readInventoryFile("hosts", "a: !!int x\n", problems);

        assertEquals(1, problems.all().size());
    }

    @Test
    void takesKeysAsTheyAreWritten() {
        Object plain = YamlReader.readInventoryFile("hosts", "{10: a, yes: b}", problems)
                .orElseThrow()
                .plain();

        assertEquals(Map.of("10", "a", "yes", "b"), plain);
        assertEquals(List.of(), problems.all());
    }

    @Test
    void writesOneLineThatReadsBackTheSame() {
        HostileTexts texts = new HostileTexts(7);
        for (int i = 0; i < 2_000; i++) {
            Map<String, Object> value = Map.of("k", List.of(texts.next(), 5L, true, Map.of("in", texts.next())));

            String line = YamlFlow.write(value);

            assertFalse(line.contains("\n"), line);
            Object read = YamlReader.read("line", line, problems)
                    .orElseThrow(() -> new AssertionError(line + problems.all()))
                    .plain();
            assertEquals(value, read);
        }
    }
}
