package dev.patrol.remote.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patrol.remote.RejectedException;
import dev.patrol.remote.node.Request.Verb;
import dev.patrol.yaml.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** How the script replaces Patroni's file. */
@ParameterizedClass
@MethodSource("dev.patrol.remote.node.NodeShell#shells")
final class NodeScriptFileTest {
    private static final String OLD = "scope: old\n";
    private static final String NEW =
            "scope: new\n# $(touch /tmp/evil) `id` \"' \\n %s ü\n'password': 'it''s hunter2'\n\n\n";

    @Parameter
    String shell;

    @TempDir
    Path folder;

    private NodeShell node;
    private Path file;

    @BeforeEach
    void freshNode() throws IOException, RejectedException {
        node = new NodeShell(folder, shell);
        node.command("patroni", "");
        file = Files.createDirectory(folder.resolve("a folder")).resolve("patroni.yml");
    }

    @AfterEach
    void hangUp() throws IOException, RejectedException {
        node.close();
    }

    @Test
    void stagingWritesTheExactTextForPostgresAlone() throws IOException, RejectedException {
        Reply reply = node.ask(stage("absent", NEW));

        Path staged = sibling(".patrol-new");
        assertEquals(0, reply.status(), reply.error());
        assertEquals(NEW, Files.readString(staged));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(staged)));
        assertTrue(node.calls().contains("chown -h -- postgres: " + staged), node.calls()::toString);
        assertFalse(Files.exists(file));
        assertFalse(Files.exists(Path.of("/tmp/evil")));
    }

    @Test
    void theTextIsOnNoCommandLine() throws IOException, RejectedException {
        Files.writeString(file, OLD);

        node.ask(stage(digest(OLD), NEW));
        node.ask(commit(digest(OLD), NEW));

        assertTrue(node.calls().stream().noneMatch(call -> call.contains("hunter2")), node.calls()::toString);
    }

    @Test
    void stagingRefusesAFileThatIsNotTheOneToBeReplaced() throws IOException, RejectedException {
        Files.writeString(file, "scope: by hand\n");

        assertEquals("changed", refusal(node.ask(stage(digest(OLD), NEW))));
        assertEquals("changed", refusal(node.ask(stage("absent", NEW))));
        assertFalse(Files.exists(sibling(".patrol-new")));
    }

    @Test
    void stagingRefusesALink() throws IOException, RejectedException {
        Files.createSymbolicLink(file, Files.writeString(folder.resolve("elsewhere"), OLD));

        assertEquals("link", refusal(node.ask(stage(digest(OLD), NEW))));
        assertEquals("link", refusal(node.ask(commit(digest(OLD), NEW))));
        assertEquals(OLD, Files.readString(folder.resolve("elsewhere")));
    }

    @Test
    void aLinkInThePlaceOfTheStagedFileIsNotFollowed() throws IOException, RejectedException {
        Path shadow = Files.writeString(folder.resolve("shadow"), "root:*:\n");
        Files.createSymbolicLink(sibling(".patrol-new"), shadow);

        Reply reply = node.ask(stage("absent", NEW));

        assertEquals(0, reply.status(), reply.error());
        assertEquals("root:*:\n", Files.readString(shadow));
        assertEquals(NEW, Files.readString(sibling(".patrol-new")));
    }

    @Test
    void stagingMakesAMissingDirectoryThatPostgresCanEnter() throws IOException, RejectedException {
        file = folder.resolve("new/etc/patroni.yml");

        Reply reply = node.ask(stage("absent", NEW));

        assertEquals(0, reply.status(), reply.error());
        assertEquals("rwxr-xr-x", PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())));
    }

    @Test
    void aTextThatArrivesBrokenIsRefused() throws IOException, RejectedException {
        Request request = new Request(
                Verb.STAGE, List.of(file.toString(), "absent", digest("other"), "5", "patroni"), new Secret(NEW));

        assertEquals("damaged", refusal(node.ask(request)));
    }

    @Test
    void patroniChecksTheStagedFileAsPostgres() throws IOException, RejectedException {
        node.command("patroni", "echo 'postgresql.listen  is not defined.' >&2; exit 1");

        Reply.Section validation = node.ask(stage("absent", NEW)).require("validation");

        assertEquals("1", validation.word(0));
        assertEquals(List.of("postgresql.listen  is not defined."), validation.lines());
        assertTrue(node.calls()
                .contains(
                        "setpriv --reuid=26 --regid=27 --init-groups -- patroni --validate-config --ignore-listen-port "
                                + sibling(".patrol-new")));
    }

    @Test
    void anOldPatroniIsAskedWithoutTheOptionItDoesNotKnow() throws IOException, RejectedException {
        node.command(
                "patroni",
                "[ \"$2\" != --ignore-listen-port ] || { echo 'patroni: error: unrecognized arguments: x' >&2; exit 2; }");

        Reply.Section validation = node.ask(stage("absent", NEW)).require("validation");

        assertEquals("0", validation.word(0));
        assertEquals("", validation.text());
    }

    @Test
    void aCheckThatHangsIsStopped() throws IOException, RejectedException {
        node.command("patroni", "exec sleep 60");
        Request request = new Request(
                Verb.STAGE, List.of(file.toString(), "absent", digest(NEW), "1", "patroni"), new Secret(NEW));

        assertEquals("124", node.ask(request).require("validation").word(0));
    }

    @Test
    void committingReplacesTheFileAndKeepsThePreviousOne() throws IOException, RejectedException {
        Files.writeString(file, OLD);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        node.ask(stage(digest(OLD), NEW));

        Reply reply = node.ask(commit(digest(OLD), NEW));

        assertEquals(0, reply.status(), reply.error());
        assertEquals(NEW, Files.readString(file));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals(OLD, Files.readString(sibling(".previous")));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(sibling(".previous"))));
        assertEquals(2, Files.list(file.getParent()).count());
    }

    @Test
    void theFirstFileHasNoPreviousOne() throws IOException, RejectedException {
        node.ask(stage("absent", NEW));

        assertEquals(0, node.ask(commit("absent", NEW)).status());
        assertEquals(1, Files.list(file.getParent()).count());
    }

    @Test
    void committingRefusesAFileThatChangedSinceItWasStaged() throws IOException, RejectedException {
        Files.writeString(file, OLD);
        node.ask(stage(digest(OLD), NEW));
        Files.writeString(file, "scope: by hand\n");

        assertEquals("changed", refusal(node.ask(commit(digest(OLD), NEW))));
        assertEquals("scope: by hand\n", Files.readString(file));
    }

    @Test
    void committingRefusesWhatWasNotStaged() throws IOException, RejectedException {
        Files.writeString(file, OLD);
        assertEquals("unstaged", refusal(node.ask(commit(digest(OLD), NEW))));

        node.ask(stage(digest(OLD), "scope: another\n"));
        assertEquals("unstaged", refusal(node.ask(commit(digest(OLD), NEW))));
        assertEquals(OLD, Files.readString(file));
    }

    @Test
    void committingAgainAfterALostAnswerIsFine() throws IOException, RejectedException {
        Files.writeString(file, OLD);
        node.ask(stage(digest(OLD), NEW));
        node.ask(commit(digest(OLD), NEW));

        Reply again = node.ask(commit(digest(OLD), NEW));

        assertEquals(0, again.status(), again.error());
        assertEquals(NEW, Files.readString(file));
        assertEquals(OLD, Files.readString(sibling(".previous")));
    }

    @Test
    void theSameTextCanBePutInPlaceAgainToMendTheMode() throws IOException, RejectedException {
        Files.writeString(file, NEW);
        Files.writeString(sibling(".previous"), OLD);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));

        node.ask(stage(digest(NEW), NEW));
        Reply reply = node.ask(commit(digest(NEW), NEW));

        assertEquals(0, reply.status(), reply.error());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals(OLD, Files.readString(sibling(".previous")));
    }

    @Test
    void leftoversOfAKilledRunAreReplaced() throws IOException, RejectedException {
        Files.writeString(file, OLD);
        Files.writeString(sibling(".patrol-new"), "scope: half");
        Files.writeString(sibling(".previous.patrol-new"), "scope: ha");

        node.ask(stage(digest(OLD), NEW));
        Reply reply = node.ask(commit(digest(OLD), NEW));

        assertEquals(0, reply.status(), reply.error());
        assertEquals(NEW, Files.readString(file));
        assertEquals(OLD, Files.readString(sibling(".previous")));
        assertFalse(Files.exists(sibling(".previous.patrol-new")));
    }

    @Test
    void discardingLeavesTheFileAlone() throws IOException, RejectedException {
        Files.writeString(file, OLD);
        node.ask(stage(digest(OLD), NEW));

        assertEquals(0, node.ask(Request.of(Verb.DISCARD, file.toString())).status());
        assertEquals(0, node.ask(Request.of(Verb.DISCARD, file.toString())).status());
        assertEquals(1, Files.list(file.getParent()).count());
    }

    @Test
    void aRequestThatIsCutShortDoesNothing() throws Exception {
        Files.writeString(file, OLD);

        node.breakOff(stage(digest(OLD), NEW), 5);

        assertEquals(List.of(), node.calls());
        assertEquals(1, Files.list(file.getParent()).count());
    }

    private Request stage(String expected, String text) {
        return new Request(
                Verb.STAGE, List.of(file.toString(), expected, digest(text), "20", "patroni"), new Secret(text));
    }

    private Request commit(String expected, String text) {
        return Request.of(Verb.COMMIT, file.toString(), expected, digest(text));
    }

    private Path sibling(String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }

    private static String refusal(Reply reply) throws RejectedException {
        assertEquals(1, reply.status(), reply.error());
        return reply.require("refused").word(0);
    }

    private static String digest(String text) {
        try {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
