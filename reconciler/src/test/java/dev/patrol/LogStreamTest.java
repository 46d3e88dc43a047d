package dev.patrol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the log shows of values that nodes and files chose, through the logger that Patrol logs with. */
class LogStreamTest {
    private static final String EVIL = "ok\u001b[2J\r\n2026-11-29T12:00:00Z ERROR patrol - forged\u202e\u2028\u0007";

    private final Logger log = LoggerFactory.getLogger("patrol");
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private PrintStream before;

    @BeforeEach
    void listen() {
        before = System.err;
        System.setErr(new LogStream(written));
    }

    @AfterEach
    void stop() {
        System.setErr(before);
    }

    private List<String> lines() {
        return written.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void aValueCanNeitherForgeARecordNorActOnATerminal() {
        log.error("cluster=pay reason: {}", EVIL);

        assertEquals(2, lines().size());
        assertTrue(lines().get(0).endsWith("ERROR patrol - cluster=pay reason: ok\\u001b[2J"), lines().get(0));
        assertEquals("  2026-11-29T12:00:00Z ERROR patrol - forged\\u202e\\u2028\\u0007", lines().get(1));
    }

    @Test
    void nothingOfAnExceptionStandsWhereARecordBegins() {
        log.error("a pass failed", new IllegalStateException(EVIL, new IllegalArgumentException(EVIL)));

        List<String> trace = lines().subList(1, lines().size());
        assertTrue(trace.stream().allMatch(line -> line.startsWith("  ")), written::toString);
        assertTrue(trace.get(0).startsWith("  java.lang.IllegalStateException: ok\\u001b[2J"), trace.get(0));
        assertTrue(
                trace.stream().anyMatch(line -> line.startsWith("      at dev.patrol.LogStreamTest")),
                written::toString);
        assertTrue(written.toString(StandardCharsets.UTF_8).chars().noneMatch(c -> c == 0x1b || c == 0x202e));
    }

    @Test
    void aRecordOfSeveralLinesStaysReadable() {
        log.error("settings in effect:\n{}", "repo: x\npasses: 4\n");

        assertTrue(lines().get(0).endsWith("settings in effect:"));
        assertEquals(List.of("  repo: x", "  passes: 4"), lines().subList(1, 3));
    }
}
