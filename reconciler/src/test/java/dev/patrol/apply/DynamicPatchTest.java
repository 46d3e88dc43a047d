package dev.patrol.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patrol.testing.Sketch;
import dev.patrol.testing.Trees;
import dev.patrol.yaml.Secret;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DynamicPatchTest {
    private static Map<String, Object> patch(Sketch sketch) {
        return DynamicPatch.of(sketch.diff().dynamic()).plain();
    }

    private static Sketch pay() {
        return Sketch.cluster("pay").primary("pay-1");
    }

    @Test
    void onlyChangedKeysArePatched() {
        assertEquals(
                Map.of("ttl", 60L, "postgresql", Map.of("parameters", Map.of("max_connections", 200L))),
                patch(pay().gitDynamic("ttl", 60L).gitDynamic("postgresql.parameters.max_connections", 200L)));
    }

    @Test
    void whatMustGoIsSetToNull() {
        Map<String, Object> patch = patch(pay().dynamicEdit("postgresql.parameters.wal_level", "logical"));

        Map<String, Object> parameters = Trees.map(patch, "postgresql.parameters");
        assertTrue(parameters.containsKey("wal_level"));
        assertNull(parameters.get("wal_level"));
    }

    @Test
    void aListIsPatchedWhole() {
        List<String> lines = List.of("local all all peer", "host all all 10.0.0.0/8 scram-sha-256");

        assertEquals(
                Map.of("postgresql", Map.of("pg_hba", lines)), patch(pay().gitDynamic("postgresql.pg_hba", lines)));
    }

    @Test
    void aMaskedValueIsPatchedAsItIs() {
        Sketch sketch = pay().gitDynamic("postgresql.parameters.archive_command", "PGPASSWORD=x cp %p /a/%f")
                .gitDynamic("postgresql.recovery_conf.password", new Secret("hunter2"));

        Map<String, Object> patch = patch(sketch);

        assertEquals(
                "PGPASSWORD=x cp %p /a/%f",
                Trees.map(patch, "postgresql.parameters").get("archive_command"));
        assertEquals("hunter2", Trees.map(patch, "postgresql.recovery_conf").get("password"));
    }
}
