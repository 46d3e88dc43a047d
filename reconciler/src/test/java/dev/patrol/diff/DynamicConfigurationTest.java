package dev.patrol.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DynamicConfigurationTest {
    private static Map<String, Object> removing(String key) {
        Map<String, Object> patch = new LinkedHashMap<>();
        patch.put(key, null);
        return patch;
    }

    @Test
    void aPatchMergesMapsReplacesListsAndRemovesWithNull() {
        Map<String, Object> config = Map.of("a", Map.of("b", 1L, "c", 2L), "l", List.of(1L, 2L), "x", 1L);
        Map<String, Object> patch = new LinkedHashMap<>(Map.of("a", removing("b"), "l", List.of(3L)));
        patch.put("x", null);

        assertEquals(Map.of("a", Map.of("c", 2L), "l", List.of(3L)), DynamicConfiguration.patched(config, patch));
    }

    @Test
    void aMapReplacesWhatIsNone() {
        assertEquals(
                Map.of("a", Map.of("b", 1L)),
                DynamicConfiguration.patched(Map.of("a", List.of()), Map.of("a", Map.of("b", 1L))));
    }

    @Test
    void differencesAreNamedAndSpellingsAreNone() {
        assertEquals(
                List.of("a.b", "c"),
                DynamicConfiguration.differences(
                        Map.of("a", Map.of("b", 1L), "n", 100L), Map.of("a", Map.of("b", 2L), "c", true, "n", "100")));
    }
}
