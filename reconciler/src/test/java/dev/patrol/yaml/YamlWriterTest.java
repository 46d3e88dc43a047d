package dev.patrol.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlWriterTest {
    @Test
    void mapsAndListsAreWrittenInBlocks() {
        Map<String, Object> postgresql = new LinkedHashMap<>();
        postgresql.put("listen", "0.0.0.0:5432");
        postgresql.put("parameters", map("wal_level", "logical", "max_connections", 100));
        postgresql.put("pg_hba", List.of("local all all trust", "host all all 10.0.0.0/8 scram-sha-256"));
        postgresql.put("create_replica_methods", List.of());
        postgresql.put("callbacks", Map.of());
        Map<String, Object> root = map("scope", "pay", "postgresql", postgresql);
        root.put("matrix", List.of(List.of(1, 2), map("a", true, "b", null)));

        assertEquals("""
                scope: pay
                postgresql:
                  listen: 0.0.0.0:5432
                  parameters:
                    wal_level: logical
                    max_connections: 100
                  pg_hba:
                    - local all all trust
                    - host all all 10.0.0.0/8 scram-sha-256
                  create_replica_methods: []
                  callbacks: {}
                matrix:
                  - - 1
                    - 2
                  - a: true
                    b: null
                """, YamlWriter.write(root));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pay",
                "it's",
                "a b",
                "http://x:80/y?z#1",
                "C:\\pg",
                "10.0.0.1",
                "100MB",
                "~/x",
                "münchen",
                "a, b",
                "a {b}",
                "/etc/patroni.yml",
                "$HOME",
                "a=b",
                "😀"
            })
    void whatAPersonWouldLeavePlainIsPlain(String text) {
        assertEquals(text + "\n", YamlWriter.write(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                " a",
                "a ",
                "on",
                "Yes",
                "y",
                "N",
                "null",
                "~",
                "12",
                "012",
                "08",
                "1e3",
                "-.5",
                "12:30",
                "1:60",
                "=",
                "<<",
                "2024-01-01",
                "a: b",
                "a:",
                "a #b",
                "#a",
                "- a",
                "-",
                "--- a",
                "... a",
                "[a]",
                "{a}",
                "*a",
                "&a",
                "!a",
                "%a",
                "@a",
                "`a",
                "|",
                ">",
                "\"a",
                "? a",
                "0o17",
                ".inf",
                "1_000"
            })
    void whatSomeReaderTakesForSomethingElseIsQuoted(String text) {
        assertEquals("'" + text + "'\n", YamlWriter.write(text));
        assertEquals("'" + text + "': 1\n", YamlWriter.write(Map.of(text, 1)));
    }

    @Test
    void everyTokenIsQuotedUnlessItIsAText() {
        PlainTokens.all().forEach((token, meaning) -> {
            if (!token.equals(meaning)) {
                assertEquals("'" + token + "'\n", YamlWriter.write(token));
            }
        });
    }

    @Test
    void whatPeopleCannotSeeIsEscaped() {
        assertEquals(
                "\"\\t\\r\\x00\\x1B\\x7F\\x85\\xA0\\u200B\\u2028\\u2029\\uFEFF\\uD800\\U000E0041 \\\"\\\\ä😀\"\n",
                YamlWriter.write("\t\r\0\u001b\u007f\u0085\u00a0\u200b\u2028\u2029\ufeff\ud800\uDB40\uDC41 \"\\ä😀"));
    }

    @Test
    void severalLinesAreALiteralBlockWhereThatIsExact() {
        assertEquals("k: |\n  a\n\n   b: #c\n", YamlWriter.write(Map.of("k", "a\n\n b: #c\n")));
        assertEquals("- |-\n  a\n  b\n", YamlWriter.write(List.of("a\nb")));
        assertEquals("- \" a\\nb\"\n", YamlWriter.write(List.of(" a\nb")));
        assertEquals("- \"a \\nb\"\n", YamlWriter.write(List.of("a \nb")));
        assertEquals("- \"a\\n\\n\"\n", YamlWriter.write(List.of("a\n\n")));
        assertEquals("\"a\\nb\": 1\n", YamlWriter.write(Map.of("a\nb", 1)));
    }

    @Test
    void longLinesStayLines() {
        String line = "word ".repeat(500) + "end";

        assertEquals("k: " + line + "\n", YamlWriter.write(Map.of("k", line)));
        assertEquals("? " + line + "\n: 1\n", YamlWriter.write(Map.of(line, 1)));
        assertEquals("- ? " + line + "\n  :\n    a: 1\n", YamlWriter.write(List.of(Map.of(line, Map.of("a", 1)))));
    }

    @ParameterizedTest
    @CsvSource({
        "1e16, 1.0e+16",
        "1e15, 1000000000000000.0",
        "0.1, 0.1",
        "1e-4, 0.0001",
        "1.5e-5, 1.5e-05",
        "-0.0, -0.0",
        "100, 100.0",
        "NaN, .nan",
        "Infinity, .inf",
        "-Infinity, -.inf",
        "2e-3, 0.002",
        "2e23, 2.0e+23",
        "4.9e-324, 5.0e-324",
        "1.7976931348623157e308, 1.7976931348623157e+308",
        "123456.789, 123456.789"
    })
    void decimalsAreWrittenAsPythonReadsThem(double number, String expected) {
        assertEquals(expected + "\n", YamlWriter.write(number));
    }

    @Test
    void otherScalarsAreWrittenAsTheyAre() {
        List<Object> values = Arrays.asList(1, -2L, new BigInteger("9223372036854775808"), true, null);

        assertEquals("- 1\n- -2\n- 9223372036854775808\n- true\n- null\n", YamlWriter.write(values));
    }

    @Test
    void aSecretIsAlwaysQuotedAndMaskedOnDemand() {
        Map<String, Object> map = map("password", new Secret("it's"), "other", new Secret("a\nb"));

        assertEquals("password: 'it''s'\nother: \"a\\nb\"\n", YamlWriter.write(map));
        assertEquals("password: '***'\nother: '***'\n", YamlWriter.writeMasked(map));
    }

    @Test
    void whatYamlHasNoPlaceForIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> YamlWriter.write(new Object()));
        assertThrows(IllegalArgumentException.class, () -> YamlWriter.write(Map.of(1, 2)));
    }

    private static Map<String, Object> map(String key, Object value, String secondKey, Object secondValue) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(key, value);
        map.put(secondKey, secondValue);
        return map;
    }
}
