package dev.patrol.yaml;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** As {@code bool} of Python answers. */
class PythonTruthTest {
    @Test
    void nothingZeroAndWhatIsEmptyIsFalse() {
        for (Object value : Arrays.asList(null, false, 0L, 0.0, BigInteger.ZERO, "", List.of(), Map.of())) {
            assertFalse(PythonTruth.of(value), String.valueOf(value));
        }
    }

    @Test
    void allElseIsTrue() {
        for (Object value : List.of(true, 1L, -0.5, "false", "0", " ", List.of(0L), Map.of("a", false))) {
            assertTrue(PythonTruth.of(value), String.valueOf(value));
        }
    }
}
