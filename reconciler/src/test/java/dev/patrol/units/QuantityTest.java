package dev.patrol.units;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {
    @ParameterizedTest
    @CsvSource({"90s, 90", "5min, 300", "4h, 14400", "1d, 86400", "999999s, 999999", "999999d, 86399913600"})
    void readsATime(String text, long seconds) {
        assertTrue(Quantity.TIME.pattern().matcher(text).matches());
        assertEquals(seconds, Quantity.duration(text).toSeconds());
    }

    @ParameterizedTest
    @CsvSource({"0B, 0", "1000B, 1000", "512kB, 524288", "16MB, 16777216", "999999999GB, 1073741822926258176"})
    void readsASizeAsPostgresqlCounts(String text, long bytes) {
        assertTrue(Quantity.SIZE.pattern().matcher(text).matches());
        assertEquals(bytes, Quantity.bytes(text));
    }

    // PostgreSQL refuses the first three as well; a space, a fraction and an octal number it would take.
    @ParameterizedTest
    @ValueSource(
            strings = {"5m", "1D", "5 minutes", "1 h", "1.5h", "090s", "0s", "-1s", "30", "h", "", "1000000s", "1s\n"})
    void refusesWhatIsNoTime(String text) {
        assertFalse(Quantity.TIME.pattern().matcher(text).matches());
        assertThrows(IllegalArgumentException.class, () -> Quantity.duration(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"16mb", "16KB", "16M", "16 MB", "1.5GB", "016MB", "-1MB", "16", "MB", "", "1000000000GB"})
    void refusesWhatIsNoSize(String text) {
        assertFalse(Quantity.SIZE.pattern().matcher(text).matches());
        assertThrows(IllegalArgumentException.class, () -> Quantity.bytes(text));
    }

    @ParameterizedTest
    @CsvSource({"60s, 1min", "90s, 90s", "120min, 2h", "24h, 1d", "36h, 36h"})
    void writesATimeWithTheLongestUnitThatFits(String text, String written) {
        assertEquals(written, Quantity.text(Quantity.duration(text)));
    }

    @ParameterizedTest
    @CsvSource({"1024kB, 1MB", "1000kB, 1000kB", "1000B, 1000B", "2048MB, 2GB", "0B, 0GB"})
    void writesASizeWithTheLongestUnitThatFits(String text, String written) {
        assertEquals(written, Quantity.textOfBytes(Quantity.bytes(text)));
    }
}
