package dev.patrol.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.patrol.keys.DefinitionKeys;
import dev.patrol.shape.Choice;
import dev.patrol.shape.Key;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LayoutPresetTest {
    @Test
    void theKeyTakesEveryLayoutByItsName() {
        Map<String, Key> keys = DefinitionKeys.fleet().keys();
        List<?> words = ((Choice) keys.get("layout").kind()).values();

        assertEquals(
                words,
                Arrays.stream(LayoutPreset.values()).map(LayoutPreset::key).toList());
        words.forEach(
                word -> assertEquals(word, LayoutPreset.of(String.valueOf(word)).key()));
    }
}
