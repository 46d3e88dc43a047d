package dev.patrol.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerReaderTest {
    private static final String DOCUMENT = """
            {"loaded" : 1795591509.625650,
             "settings" : [["work_mem", "4096", "kB", "integer", "user", "configuration file", false],\s
             ["DateStyle", null, null, "string", "user", "default", true]],
             "entries" : [["work_mem", "4MB", "/c", 20, true, null], [null, null, "/c", 21, false, "syntax error"],
             ["work_mem", "5MB", "/c", 22, true, null]],
             "config_file" : "/c", "auto_file" : "/a", "hba_file" : "/h",
             "hba" : "local all all peer\\n", "hba_errors" : null,
             "modified" : {"/c" : 1795591509.7, "/a" : null, "/h" : 1795591500}}
            """;

    @Test
    void aServerIsReadWithItsSettingsAndFiles() {
        ServerSeen server = ServerReader.read(DOCUMENT).orElseThrow();

        assertEquals(Instant.parse("2026-11-25T07:25:09.625650Z"), server.loaded());
        assertEquals("4096", server.settings().get("WORK_MEM").value());
        assertTrue(server.settings().get("datestyle").pendingRestart());
        assertEquals(Optional.of("syntax error"), server.entries().get(1).error());
        assertEquals("5MB", server.configured("Work_Mem").orElseThrow().value(), "the later entry holds");
        assertTrue(server.isNewer("/c"));
        assertEquals(List.of(), server.hba().errors());
        assertEquals(Optional.empty(), server.files().modifiedAt("/a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[]", "{\"loaded\": \"x\"}", "{\"loaded\": 1"})
    void anythingElseIsNoServer(String document) {
        assertEquals(Optional.empty(), ServerReader.read(document));
    }
}
