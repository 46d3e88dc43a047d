package dev.patrol.parameters;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** As {@code parse_bool} of Patroni answers. */
class PatroniBooleanTest {
    @Test
    void takesItsWordsInAnyCaseAndNumbersAndBooleans() {
        for (Object on : Arrays.asList("on", "TRUE", "yes", "1", 1L, true)) {
            assertEquals(Optional.of(true), PatroniBoolean.of(on), String.valueOf(on));
        }
        for (Object off : Arrays.asList("Off", "false", "no", "0", 0L, false)) {
            assertEquals(Optional.of(false), PatroniBoolean.of(off), String.valueOf(off));
        }
    }

    @Test
    void knowsNoOthers() {
        for (Object other : Arrays.asList("t", "of", "", 2L, 1.0, null)) {
            assertEquals(Optional.empty(), PatroniBoolean.of(other), String.valueOf(other));
        }
    }
}
