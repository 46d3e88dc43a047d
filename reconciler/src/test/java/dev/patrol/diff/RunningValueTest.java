package dev.patrol.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.patrol.observe.ServerSeen.SettingSeen;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunningValueTest {
    @ParameterizedTest
    @CsvSource({"integer, kB, banana, false", "integer, kB, 4MB, true", "bool, , maybe, false", "string, , banana, true"
    })
    void whatTheServerCannotReadIsTold(String kind, String unit, String value, boolean readable) {
        SettingSeen setting = new SettingSeen("1", Optional.ofNullable(unit), kind, "user", "default", false);

        assertEquals(readable, RunningValue.isReadable(value, setting));
    }

    @ParameterizedTest
    @CsvSource({
        "integer, kB, 64MB, 65536, true",
        "integer, 8kB, 32MB, 4096, true",
        "integer, kB, 64MB, 64GB, false",
        "integer, ms, 250ms, 250, true",
        "integer, s, 5min, 300, true",
        "integer, 16MB, 1GB, 64, true",
        "integer, , 100, 100, true",
        "integer, , 100, 101, false",
        "integer, ms, banana, 250, false",
        "real, , 0.9, 0.90, true",
        "real, ms, 2ms, 2, true",
        "bool, , on, true, true",
        "bool, , True, off, false",
        "enum, , Replica, replica, true",
        "enum, , true, on, true",
        "enum, , on, local, false",
        "enum, , on, off, false",
        "string, , a, A, false",
    })
    void valuesAreComparedAsTheServerReadsThem(String kind, String unit, String a, String b, boolean same) {
        SettingSeen setting = new SettingSeen(b, Optional.ofNullable(unit), kind, "user", "configuration file", false);

        assertEquals(same, RunningValue.same(a, b, Optional.of(setting)));
    }
}
