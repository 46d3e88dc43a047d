package dev.patrol.parameters;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatroniVersionTest {
    @ParameterizedTest
    @CsvSource({"3.3.2, 3.3.11", "4.0.7, 4.0.10", "3.3.11, 4.0.0", "4.0, 4.0.1", "4.1.0b1, 4.1.4"})
    void numbersAreComparedAsNumbers(String older, String newer) {
        assertTrue(new PatroniVersion(older).isBefore(newer));
        assertTrue(new PatroniVersion(newer).isAtLeast(older));
        assertFalse(new PatroniVersion(older).isAtLeast(newer));
    }

    @Test
    void anUnknownOneIsNeitherBeforeNorAfterAnother() {
        assertFalse(PatroniVersion.UNKNOWN.isBefore("4.0.0"));
        assertFalse(PatroniVersion.UNKNOWN.isAtLeast("3.0.0"));
    }
}
