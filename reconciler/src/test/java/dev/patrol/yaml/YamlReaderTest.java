package dev.patrol.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patrol.problem.Location;
import dev.patrol.problem.Problem;
import dev.patrol.problem.Problems;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlReaderTest {
    static Collection<Map.Entry<String, Object>> tokens() {
        return PlainTokens.all().entrySet();
    }

    @ParameterizedTest
    @MethodSource("tokens")
    void plainTokensMeanWhatPyYamlTakesThemFor(Map.Entry<String, Object> token) {
        assertEquals(token.getValue(), value("k: " + token.getKey()));
    }

    @ParameterizedTest
    @MethodSource("tokens")
    void quotedTokensAreTexts(Map.Entry<String, Object> token) {
        assertEquals(token.getKey(), value("k: '" + token.getKey() + "'"));
        assertEquals(token.getKey(), value("k: !!str " + token.getKey()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "# only a comment", "---\n", "---\n# nothing\n...\n", "\ufeff"})
    void anEmptyDocumentIsNoProblem(String text) {
        Problems problems = new Problems();

        assertEquals(Optional.empty(), YamlReader.read("f.yaml", text, problems));
        assertTrue(problems.isEmpty());
    }

    @Test
    void placesCountFromOneAndInCodePoints() {
        YamlMap map = (YamlMap) read("a: 1\n'😀': {b: [x, 😀, y]}\n");

        assertEquals(new Location("f.yaml", 2, 1), map.entries().get("😀").keyLocation());
        YamlMap inner = (YamlMap) map.get("😀").orElseThrow();
        assertEquals(new Location("f.yaml", 2, 6), inner.location());
        YamlList list = (YamlList) inner.get("b").orElseThrow();
        assertEquals(new Location("f.yaml", 2, 17), list.items().get(2).location());
    }

    @Test
    void aByteOrderMarkAtTheBeginningIsSkipped() {
        assertEquals(Map.of("a", 1L), read("\ufeffa: 1").plain());
    }

    @Test
    void aliasesAndMergesStandForTheirValues() {
        String text = "base: &base {a: 1, b: 2}\nname: &name pay\nuse: {b: 3, <<: *base}\nagain: [*name, *base]\n";

        Object plain = read(text).plain();

        Map<String, Object> base = Map.of("a", 1L, "b", 2L);
        assertEquals(
                Map.of("base", base, "name", "pay", "use", Map.of("a", 1L, "b", 3L), "again", List.of("pay", base)),
                plain);
    }

    @Test
    void ofSeveralMergedMapsTheFirstCountsMost() {
        String text = "x: &x {a: 1}\ny: &y {a: 2, b: 2}\nz: {<<: [*x, *y], c: 3}\n";

        YamlMap map = (YamlMap) read(text);

        assertEquals("{a=1, b=2, c=3}", map.get("z").orElseThrow().plain().toString());
    }

    @Test
    void inANodeFileTheLastOfTwoEqualKeysCounts() {
        Problems problems = new Problems();

        YamlNode node = YamlReader.readNodeFile("patroni.yml", "a: 1\nb: 2\na: 3\n", problems)
                .orElseThrow();

        assertEquals("{a=3, b=2}", node.plain().toString());
        assertEquals(
                List.of(
                        "patroni.yml:3:1: warning: key 'a' stands twice in this map, first on line 1, column 1; the last"
                                + " one counts, remove the other"),
                problems.all().stream().map(Problem::toString).toList());
    }

    @Test
    void inANodeFileAKeyThatIsNotTextIsTakenAsWritten() {
        Problems problems = new Problems();

        YamlNode node = YamlReader.readNodeFile("patroni.yml", "on: 1\n012: 2\n2024-01-01: 3\n", problems)
                .orElseThrow();

        assertEquals(Map.of("on", 1L, "012", 2L, "2024-01-01", 3L), node.plain());
        assertTrue(problems.isEmpty());
    }

    private static Object value(String text) {
        return ((YamlMap) read(text)).get("k").orElseThrow().plain();
    }

    private static YamlNode read(String text) {
        Problems problems = new Problems();
        Optional<YamlNode> node = YamlReader.read("f.yaml", text, problems);
        assertEquals(List.of(), problems.all());
        return node.orElseThrow();
    }
}
