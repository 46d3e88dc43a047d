package dev.patrol.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Commands on nodes that come and go. */
@Tag("apart")
@Timeout(60)
final class LabIT {
    private static Lab lab;

    @BeforeAll
    static void boot() {
        lab = Lab.up("shells", "10.77.43", "--nodes", "1");
    }

    @AfterAll
    static void down() {
        lab.close();
    }

    @Test
    void aCommandRunsAsRootInTheRootFolderOfItsNode() {
        assertEquals("root / pg1\n", lab.shell("pg1", "echo $(id -un) $PWD $(hostname)"));
        assertEquals("LANG=C.UTF-8\nHOME=/root\n", lab.shell("pg1", "env | grep -E '^(LANG|HOME)=' | sort -r"));
    }

    @Test
    void theShellStays() {
        assertEquals(lab.shell("pg1", "echo $PPID"), lab.shell("pg1", "echo $PPID"));
    }

    @Test
    void twoCommandsRunAtATime() {
        CompletableFuture<String> waits = CompletableFuture.supplyAsync(
                () -> lab.shell("pg1", "until [ -e /run/go ]; do sleep 0.05; done; rm /run/go; echo went"));

        lab.shell("pg1", "touch /run/go");

        assertEquals("went\n", waits.join());
    }

    @Test
    void aFailureHasItsStatusAndBothStreams() {
        Exception failure =
                assertThrows(IllegalStateException.class, () -> lab.shell("pg1", "echo some; echo more >&2; exit 3"));

        assertTrue(failure.getMessage().endsWith("on pg1 ended with 3: more\nsome\n"), failure.getMessage());
    }

    @Test
    void aCutNodeRunsCommands() {
        lab.cut("pg1");
        assertEquals("pg1\n", lab.exec("pg1", "hostname"));
        lab.join("pg1");
    }

    @Test
    void aNodeThatBootsAnewGetsAnotherShell() {
        String boot = lab.exec("pg1", "cat", "/proc/self/mountinfo", "/etc/machine-id");
        lab.reset("pg1");
        assertNotEquals(boot, lab.exec("pg1", "cat", "/proc/self/mountinfo", "/etc/machine-id"));

        lab.shell("pg1", "echo kept >/root/file; sync");
        lab.kill("pg1");
        lab.start("pg1");
        assertEquals("kept\n", lab.exec("pg1", "cat", "/root/file"));

        lab.stop("pg1");
        Exception refused = assertThrows(IllegalStateException.class, () -> lab.exec("pg1", "true"));
        assertTrue(refused.getMessage().contains("boot it with 'lab start pg1'"), refused.getMessage());
        lab.start("pg1");
        assertEquals("kept\n", lab.exec("pg1", "cat", "/root/file"));
    }

    @Test
    void aStateComesBackAndTheShellStaysWhileItIsSaved() {
        String shell = lab.shell("pg1", "echo saved >/root/state; echo $PPID");
        lab.save("one");
        assertEquals(shell, lab.shell("pg1", "echo changed >/root/state; echo $PPID"));

        lab.load("one");

        assertEquals("saved\n", lab.exec("pg1", "cat", "/root/state"));
    }

    @Test
    void aPowerCutEndsTheCommandsOfItsNode() {
        CompletableFuture<String> waits =
                CompletableFuture.supplyAsync(() -> lab.shell("pg1", "touch /root/waits; sleep 50"));
        lab.shell("pg1", "until [ -e /root/waits ]; do sleep 0.05; done");

        lab.kill("pg1");
        lab.start("pg1");

        Exception cut = assertThrows(ExecutionException.class, waits::get);
        assertTrue(cut.getMessage().contains("was cut short"), cut.getMessage());
    }
}
