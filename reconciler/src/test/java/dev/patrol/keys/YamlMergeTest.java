package dev.patrol.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.patrol.problem.Location;
import dev.patrol.problem.Problems;
import dev.patrol.yaml.YamlMap;
import dev.patrol.yaml.YamlReader;
import org.junit.jupiter.api.Test;

class YamlMergeTest {
    @Test
    void mapsMergeDeepAndListsAreReplaced() {
        assertMerged("{a: {b: 1, c: 2, d: [3]}, e: 1}", "{a: {b: 9, d: [4, 5]}}", "{a: {b: 9, c: 2, d: [4, 5]}, e: 1}");
    }

    @Test
    void nullTakesAKeyAway() {
        assertMerged("{a: {b: 1, c: 2}, d: 1}", "{a: {b: null}, d: null, e: null}", "{a: {c: 2}}");
    }

    @Test
    void nullInsideANewMapLeavesNoTrace() {
        assertMerged("{a: 1}", "{a: {b: null, c: 2}}", "{a: {c: 2}}");
    }

    @Test
    void aMapReplacesAScalarAndTheOtherWayRound() {
        assertMerged("{a: {b: 1}, c: 1}", "{a: 1, c: {d: 2}}", "{a: 1, c: {d: 2}}");
    }

    @Test
    void aPlaceOfASecretIsOneValue() {
        assertMerged("{password: {env: A}}", "{password: {file: f, key: k}}", "{password: {file: f, key: k}}");
    }

    @Test
    void everyValueKeepsItsPlace() {
        YamlMap merged = YamlMerge.merge(map("base", "{a: {b: 1, c: 2}}"), map("over", "{a: {c: 3}}"));

        KeyValues settings = new KeyValues(merged);
        assertEquals(
                new Location("base", 1, 9), settings.find("a.b").orElseThrow().location());
        assertEquals(
                new Location("over", 1, 9), settings.find("a.c").orElseThrow().location());
    }

    private static void assertMerged(String base, String over, String expected) {
        assertEquals(
                map("expected", expected).plain(),
                YamlMerge.merge(map("base", base), map("over", over)).plain());
    }

    private static YamlMap map(String file, String text) {
        return (YamlMap) YamlReader.read(file, text, new Problems()).orElseThrow();
    }
}
