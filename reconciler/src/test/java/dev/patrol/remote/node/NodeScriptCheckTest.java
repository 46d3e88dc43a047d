package dev.patrol.remote.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patrol.remote.RejectedException;
import dev.patrol.remote.node.Request.Verb;
import dev.patrol.yaml.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** How the script runs Patroni's check: with a limit for each connection wherever Patroni is a Python program. */
@ParameterizedClass
@MethodSource("dev.patrol.remote.node.NodeShell#shells")
final class NodeScriptCheckTest {
    private static final String TEXT = "scope: main\n";
    private static final String TEXT_DIGEST = "569b6cd7b3c25b452003a51e1c8d797deda10f60241156140764d4c2a1a6577f";

    private static final String SHOWS_ITSELF = """

            import neighbour, os, socket, sys
            print(__name__, socket.getdefaulttimeout(), os.path.basename(sys.argv[0]), *sys.argv[1:-1])
            sys.exit(7)
            """;

    private static final String PYTHON = "#!/bin/sh\nexec /usr/bin/python3 \"$@\"\n";

    @Parameter
    String shell;

    @TempDir
    Path folder;

    private NodeShell node;
    private Path patroni;
    private Path python;

    @BeforeEach
    void freshNode() throws IOException, RejectedException {
        node = new NodeShell(folder, shell);
        patroni = folder.resolve("of patroni/patroni");
        NodeShell.program(patroni.resolveSibling("neighbour.py"), "");
        python = NodeShell.program(folder.resolve("venv/bin/python3.11"), PYTHON);
    }

    @AfterEach
    void hangUp() throws IOException, RejectedException {
        node.close();
    }

    @Test
    void aPythonProgramGetsALimitForEachConnection() throws IOException, RejectedException {
        for (String interpreter : List.of(
                python.toString(),
                " " + python,
                python + " -s",
                "/usr/bin/env python3",
                "/usr/bin/env -S python3 -s")) {
            NodeShell.program(patroni, "#!" + interpreter + SHOWS_ITSELF);

            assertEquals("7 __main__ 2.0 patroni --validate-config --ignore-listen-port", check(patroni), interpreter);
        }
    }

    @Test
    void aProgramIsFoundThroughALink() throws IOException, RejectedException {
        NodeShell.program(patroni, "#!" + python + SHOWS_ITSELF);
        Files.createSymbolicLink(folder.resolve("bin/patroni"), patroni);

        assertEquals("7 __main__ 2.0 patroni --validate-config --ignore-listen-port", check(Path.of("patroni")));
    }

    @Test
    void anythingElseIsRunAsItIs() throws IOException, RejectedException {
        Path spaced = NodeShell.program(folder.resolve("a venv/python"), PYTHON);
        NodeShell.program(patroni, "#!/bin/sh\n'''exec' \"" + spaced + "\" \"$0\" \"$@\"\n' '''" + SHOWS_ITSELF);
        assertEquals("7 __main__ None patroni --validate-config --ignore-listen-port", check(patroni));

        Path runner = NodeShell.program(folder.resolve("python-tools/run"), "#!/bin/sh\necho \"ran $2\"\n");
        NodeShell.program(patroni, "#!" + runner + "\n");
        assertEquals("0 ran --validate-config", check(patroni));

        Files.copy(Path.of("/usr/bin/true"), patroni, StandardCopyOption.REPLACE_EXISTING);
        assertEquals("0 ", check(patroni));
    }

    @Test
    void whatCannotBeRunIsNamed() throws IOException, RejectedException {
        assertEquals("127 " + patroni + ": not found", check(patroni));

        NodeShell.program(patroni, "#!/no/such/python3\n");
        assertEquals("127 /no/such/python3: not found", check(patroni));

        Files.delete(patroni);
        Files.createDirectory(patroni);
        assertTrue(check(patroni).matches("12[67] .*" + patroni + ".*"), () -> "a folder");
    }

    private String check(Path program) throws IOException, RejectedException {
        Path file = folder.resolve("patroni.yml");
        Reply reply = node.ask(new Request(
                Verb.STAGE,
                List.of(file.toString(), "absent", TEXT_DIGEST, "20", program.toString()),
                new Secret(TEXT)));
        Reply.Section validation = reply.require("validation");
        return validation.word(0) + " " + validation.text().strip();
    }
}
