package dev.patrol.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeyPathTest {
    @Test
    void aParameterIsOneNameWithItsDots() {
        assertEquals(
                List.of("postgresql", "parameters", "auto_explain.log_nested"),
                KeyPath.parse("postgresql.parameters.auto_explain.log_nested").names());
        assertEquals(
                Optional.of("auto_explain.log_nested"),
                KeyPath.parse("postgresql.parameters.auto_explain.log_nested").parameter());
        assertEquals(
                List.of("bootstrap", "dcs", "postgresql", "parameters", "a.b"),
                KeyPath.parse("bootstrap.dcs.postgresql.parameters.a.b").names());
    }

    @Test
    void everyOtherDotParts() {
        assertEquals(List.of("tags", "a", "b"), KeyPath.parse("tags.a.b").names());
        assertEquals("tags.a.b", KeyPath.parse("tags.a.b").toString());
        assertEquals(KeyPath.TOP, KeyPath.parse(""));
    }

    @Test
    void theSeedHoldsTheDynamicConfiguration() {
        assertEquals(
                Optional.of(KeyPath.of("ttl")),
                KeyPath.of("bootstrap", "dcs", "ttl").inSeed());
        assertEquals(Optional.empty(), KeyPath.SEED.inSeed());
        assertEquals(Optional.empty(), KeyPath.of("bootstrap", "method").inSeed());
    }

    @Test
    void aKeyIsBelowThoseItStandsIn() {
        assertTrue(KeyPath.ofParameter("work_mem").isBelow(KeyPath.of("postgresql")));
        assertFalse(KeyPath.PARAMETERS.isBelow(KeyPath.PARAMETERS));
        assertFalse(KeyPath.of("postgresql_x", "a").isBelow(KeyPath.of("postgresql")));
        assertEquals(KeyPath.PARAMETERS, KeyPath.ofParameter("work_mem").parent());
        assertEquals(KeyPath.of("postgresql"), KeyPath.PARAMETERS.upTo(1));
        assertEquals(KeyPath.of("ttl"), KeyPath.of("ttl").upTo(2));
    }
}
