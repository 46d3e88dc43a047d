package dev.patrol.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.patrol.tree.ConfigTree;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DynamicConfigurationTest {
    @Test
    void differencesAreNamedAndSpellingsAreNone() {
        assertEquals(
                List.of("a.b", "c"),
                DynamicConfiguration.differences(
                        ConfigTree.of(Map.of("a", Map.of("b", 1L), "n", 100L)),
                        ConfigTree.of(Map.of("a", Map.of("b", 2L), "c", true, "n", "100"))));
    }
}
