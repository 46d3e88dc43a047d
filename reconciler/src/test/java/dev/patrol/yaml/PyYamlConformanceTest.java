package dev.patrol.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import dev.patrol.problem.Problems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds reader and writer against the reader that Patroni uses. Needs Python and PyYAML on this machine. */
class PyYamlConformanceTest {
    private static final int CASES = 10_000;
    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,8}");

    @Test
    void pyYamlReadsWhatTheWriterMeant() throws Exception {
        HostileTexts texts = new HostileTexts(20_261_122);
        List<Map<String, Object>> meant =
                Stream.generate(() -> hostileMap(texts)).limit(CASES).toList();
        List<String> written = meant.stream().map(YamlWriter::write).toList();

        List<JsonElement> read = PyYaml.read(written);

        for (int i = 0; i < CASES; i++) {
            assertEquals(PyYaml.typed(meant.get(i)), read.get(i), written.get(i));
            assertEquals(PyYaml.typed(meant.get(i)), readByUs(written.get(i)), written.get(i));
        }
    }

    @Test
    void pyYamlReadsNumbersWithoutLosingABit() throws Exception {
        List<Object> numbers = new ArrayList<>(List.of(0.0, -0.0, 0.1, 1e16, 1e15, 123456789012345680.0, 1e-4, 1e-5));
        numbers.addAll(List.of(Double.MIN_VALUE, Double.MAX_VALUE, Double.MIN_NORMAL, 2e-3, 2e23, 9007199254740993.0));
        numbers.addAll(List.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Long.MIN_VALUE, 0, 7L));
        new Random(7).longs(2_000).mapToObj(Double::longBitsToDouble).forEach(numbers::add);

        List<JsonElement> read = PyYaml.read(List.of(YamlWriter.write(numbers)));

        assertEquals(PyYaml.typed(numbers), read.get(0));
        assertEquals(PyYaml.typed(numbers), readByUs(YamlWriter.write(numbers)));
    }

    @Test
    void pyYamlMeansTheSameByEveryToken() throws Exception {
        List<String> documents =
                PlainTokens.texts().stream().map(token -> "k: " + token).toList();

        List<JsonElement> read = PyYaml.read(documents);

        for (int i = 0; i < documents.size(); i++) {
            Map<String, Object> expected = new LinkedHashMap<>();
            expected.put("k", PlainTokens.all().get(PlainTokens.texts().get(i)));
            assertEquals(PyYaml.typed(expected), read.get(i), documents.get(i));
        }
    }

    @Test
    void theReaderTakesNothingThatPyYamlRefusesOrReadsOtherwise() throws Exception {
        HostileTexts texts = new HostileTexts(4);
        List<String> documents =
                Stream.generate(texts::nextDocument).limit(CASES).toList();
        List<JsonElement> read = PyYaml.read(documents);
        int accepted = 0;

        for (int i = 0; i < CASES; i++) {
            Problems problems = new Problems();
            Optional<YamlNode> ours = YamlReader.read("f.yaml", documents.get(i), problems);
            if (!problems.hasErrors()) {
                assertEquals(withNumbersAsNames(read.get(i)), PyYaml.typed(plain(ours)), documents.get(i));
                accepted++;
            }
        }

        assertTrue(accepted > CASES / 4, "only " + accepted + " documents were YAML; the generator proves little");
    }

    // A key of digits, such as a zone, is a name to us: everybody writes the number as the text it was read from.
    private static JsonElement withNumbersAsNames(JsonElement typed) {
        JsonArray pair = typed.getAsJsonArray();
        JsonArray names = new JsonArray();
        if (pair.get(0).getAsString().equals("map")) {
            pair.get(1).getAsJsonArray().forEach(entry -> {
                JsonArray named = new JsonArray();
                named.add(withNumberAsName(entry.getAsJsonArray().get(0)));
                named.add(withNumbersAsNames(entry.getAsJsonArray().get(1)));
                names.add(named);
            });
        } else if (pair.get(0).getAsString().equals("list")) {
            pair.get(1).getAsJsonArray().forEach(item -> names.add(withNumbersAsNames(item)));
        } else {
            return typed;
        }
        JsonArray renamed = new JsonArray();
        renamed.add(pair.get(0));
        renamed.add(names);
        return renamed;
    }

    private static JsonElement withNumberAsName(JsonElement key) {
        JsonArray pair = key.getAsJsonArray();
        return pair.get(0).getAsString().equals("int")
                        && NUMBER.matcher(pair.get(1).getAsString()).matches()
                ? PyYaml.typed(pair.get(1).getAsString())
                : key;
    }

    private static Map<String, Object> hostileMap(HostileTexts texts) {
        Supplier<Object> nested = () -> List.of(texts.next(), Map.of(texts.next(), new Secret(texts.next())));
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(texts.next(), texts.next());
        map.put(texts.next(), nested.get());
        return map;
    }

    private static JsonElement readByUs(String text) {
        Problems problems = new Problems();
        Optional<YamlNode> node = YamlReader.read("f.yaml", text, problems);
        assertTrue(problems.isEmpty(), () -> problems.all() + "\n" + text);
        return PyYaml.typed(plain(node));
    }

    private static Object plain(Optional<YamlNode> node) {
        return node.isPresent() ? node.get().plain() : null;
    }
}
