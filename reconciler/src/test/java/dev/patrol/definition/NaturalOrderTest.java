package dev.patrol.definition;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NaturalOrderTest {
    @Test
    void numbersInNamesCountAsNumbers() {
        List<String> ordered = List.of(
                "1",
                "01",
                "2",
                "10.0.0.9",
                "10.0.0.10",
                "10.0.1.1",
                "pg",
                "pg1",
                "pg1-a",
                "pg2",
                "pg10",
                "pg010",
                "pga");
        List<String> names = new ArrayList<>(ordered);

        Collections.shuffle(names, new Random(7));
        names.sort(NaturalOrder.OF_NAMES);

        assertEquals(ordered.size(), names.size());
        assertEquals(sortedAgain(names), names);
        assertEquals(List.of("01", "1", "2"), names.subList(0, 3));
        assertEquals(List.of("10.0.0.9", "10.0.0.10", "10.0.1.1"), names.subList(3, 6));
        assertEquals(List.of("pg", "pg1", "pg1-a", "pg2", "pg010", "pg10", "pga"), names.subList(6, 13));
    }

    private static List<String> sortedAgain(List<String> names) {
        List<String> again = new ArrayList<>(names);
        Collections.reverse(again);
        again.sort(NaturalOrder.OF_NAMES);
        return again;
    }
}
