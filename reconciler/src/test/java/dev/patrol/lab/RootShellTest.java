package dev.patrol.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patrol.lab.RootShell.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands in a shell that stays; here on this machine, {@link LabIT} does it on nodes. */
@Timeout(30)
final class RootShellTest {
    @TempDir
    Path folder;

    private RootShell shell;

    @BeforeEach
    void open() throws IOException {
        shell = open(Duration.ofSeconds(20), "bash", "--norc");
    }

    @AfterEach
    void close() {
        shell.close();
    }

    private RootShell open(Duration limit, String... command) throws IOException {
        return RootShell.open(List.of(command), folder.toString(), limit);
    }

    private Answer bash(String script) {
        return shell.run(List.of("bash", "-euc", script));
    }

    @Test
    void theStreamsAndTheStatusOfACommandComeApart() {
        assertEquals(new Answer(7, "out\n", "err\n"), bash("echo out; echo err >&2; exit 7"));
        assertEquals(new Answer(0, "", ""), shell.run(List.of("true")));
        assertEquals(127, shell.run(List.of("no-such-command")).status());
        assertEquals(128 + 9, bash("kill -KILL $$").status());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\n",
                "no final newline",
                "a\n\n",
                "it's \"quoted\" \\ $HOME `id` *",
                "Grüße, 世界 🐘",
                "a\tb\r\n\u0001",
                "-n",
                "é\n'\n"
            })
    void argumentsAndOutputKeepEveryCharacter(String text) {
        assertEquals(text, shell.run(List.of("printf", "%s", text)).out());
    }

    @Test
    void muchOutputAndALongScriptFit() {
        String script = "head -c 1048576 /dev/zero | tr '\\0' x; head -c 1048576 /dev/zero | tr '\\0' y >&2; : ";

        Answer answer = bash(script + "z".repeat(100_000));

        assertEquals(0, answer.status());
        assertEquals("x".repeat(1_048_576), answer.out());
        assertEquals("y".repeat(1_048_576), answer.err());
    }

    @Test
    void aCommandHasNothingToReadAndMayCloseWhatItHas() {
        assertEquals("", shell.run(List.of("cat")).out());
        assertEquals("closed\n", bash("exec <&- 2>&-; echo closed; exec >&-").out());
        assertEquals("still here\n", bash("echo still here").out());
    }

    @Test
    void nothingOfACommandReachesTheNext() {
        String settings = "echo $PWD $- ${leaked-unset} $(umask); ls /dev/fd; type leaked 2>&1 || true";
        String before = shell.run(List.of("bash", "-c", settings)).out();

        bash("set -x; cd /usr; export leaked=yes; umask 077; leaked() { :; }; export -f leaked; exec 9>/dev/null");

        assertEquals(before, shell.run(List.of("bash", "-c", settings)).out());
    }

    @Test
    void aChildInTheBackgroundNeitherHoldsTheAnswerUpNorGetsIntoTheNext() {
        Path go = folder.resolve("go");
        Path done = folder.resolve("done");
        String child =
                "(until [[ -e %s ]]; do sleep 0.01; done; echo late; echo late >&2; touch %s) &".formatted(go, done);

        assertEquals(new Answer(0, "early\n", ""), bash("echo early; " + child));

        Answer next = bash("touch %s; until [[ -e %s ]]; do sleep 0.01; done; echo next".formatted(go, done));
        assertEquals(new Answer(0, "next\n", ""), next);
    }

    @Test
    void noFileOfACommandIsLeft() throws IOException {
        bash("echo out; echo err >&2");

        try (var files = Files.list(folder)) {
            assertEquals(List.of(), files.toList());
        }
    }

    @Test
    void theEndOfTheShellIsTheEndOfTheCommand() throws Exception {
        Exception cut = assertThrows(IllegalStateException.class, () -> bash("kill -KILL $PPID"));

        assertTrue(cut.getMessage().contains("was cut short"), cut.getMessage());
        assertFalse(shell.isAlive());
    }

    @Test
    void aCommandEndsAtItsLimit() throws Exception {
        Path pid = folder.resolve("pid");
        try (RootShell hasty = open(Duration.ofSeconds(2), "bash", "--norc")) {
            List<String> command = List.of("bash", "-c", "echo $$ >" + pid + "; sleep 300; exit");

            Exception late = assertThrows(IllegalStateException.class, () -> hasty.run(command));

            assertTrue(late.getMessage().contains("did not end within 2000 ms"), late.getMessage());
            assertFalse(hasty.isAlive());
        }
        long number = Long.parseLong(Files.readString(pid).strip());
        ProcessHandle.of(number).ifPresent(command -> command.onExit().join());
    }

    @Test
    void whatAShellSaysThatDoesNotOpenIsReported() throws Exception {
        try (RootShell refused = open(Duration.ofSeconds(20), "bash", "-c", "echo there is no such node >&2; exit 1")) {
            Exception failure = assertThrows(IllegalStateException.class, () -> refused.run(List.of("true")));

            assertTrue(failure.getMessage().contains("there is no such node"), failure.getMessage());
        }
    }
}
