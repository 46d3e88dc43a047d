package dev.patrol.remote.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patrol.remote.RejectedException;
import dev.patrol.remote.TestCertificate;
import dev.patrol.remote.node.Request.Verb;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What the script says of a REST API before Patroni is to open it, and how it restarts Patroni for that. */
@ParameterizedClass
@MethodSource("dev.patrol.remote.node.NodeShell#shells")
final class NodeScriptRestTest {
    private static final List<String> HERE = List.of("127.0.0.1", "0");

    @Parameter
    String shell;

    @TempDir
    Path folder;

    private NodeShell node;

    @BeforeEach
    void freshNode() throws IOException, RejectedException {
        node = new NodeShell(folder, shell);
        node.command("systemctl", "case \"$*\" in *KillMode*) echo process ;; *) echo 4711 ;; esac");
    }

    @AfterEach
    void hangUp() throws IOException, RejectedException {
        node.close();
    }

    private List<String> check(String occasion, List<String> place, String certificate, String key)
            throws IOException, RejectedException {
        Reply reply = node.ask(Request.of(
                Verb.CHECK_REST, "patroni", "9", occasion, place.get(0), place.get(1), certificate, key, ""));
        assertEquals(0, reply.status(), reply.error());
        return reply.require("checked").lines().stream()
                .filter(line -> !line.isBlank())
                .toList();
    }

    private static ServerSocket listener() throws IOException, RejectedException {
        return new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
    }

    private List<String> changes() {
        return node.calls().stream().filter(call -> call.contains(" restart ")).toList();
    }

    @Test
    void whatCannotBeBoundOrReadIsTold() throws IOException, RejectedException {
        node.command("systemctl", "case \"$*\" in *KillMode*) echo control-group ;; *) echo 0 ;; esac");
        try (ServerSocket other = listener()) {
            String taken = String.valueOf(other.getLocalPort());

            List<String> complaints = check(
                    "restart",
                    List.of("127.0.0.1", taken),
                    folder.resolve("no.crt").toString(),
                    "");

            assertTrue(complaints.get(0).contains("KillMode is 'control-group'"), complaints::toString);
            assertTrue(complaints.get(1).startsWith("port " + taken + ": "), complaints::toString);
            assertTrue(complaints.get(1).contains("already in use"), complaints::toString);
            assertTrue(complaints.get(2).contains("no.crt: [Errno 2] No such file"), complaints::toString);
        }
    }

    @Test
    void whatCanBeBoundIsNoComplaintNorIsAPortThatPatroniHoldsItself() throws IOException, RejectedException {
        try (ServerSocket patroni = listener()) {
            String held = String.valueOf(patroni.getLocalPort());
            node.command(
                    "ss", "echo 'LISTEN 0      5          *:" + held + "  *:*    users:((\"patroni\",pid=4711,fd=7))'");

            assertEquals(List.of(), check("restart", List.of("*", held), "", ""));
            assertEquals(List.of(), check("restart", HERE, "", ""));
        }
        List<String> elsewhere = check("restart", List.of("192.0.2.1", "8008"), "", "");
        assertTrue(elsewhere.get(0).startsWith("address 192.0.2.1: "), elsewhere::toString);
    }

    @Test
    void beforeAReloadACertificateMustLoad() throws IOException, RejectedException {
        TestCertificate good = TestCertificate.forNames(folder, "ip:127.0.0.1");
        String certificate = good.certificateFile().toString();
        String key = good.keyFile().toString();
        assertEquals(List.of(), check("reload", HERE, certificate, key));

        Files.writeString(good.certificateFile(), "");
        List<String> complaints = check("reload", HERE, certificate, key);

        assertEquals(1, complaints.size(), complaints::toString);
        assertTrue(complaints.get(0).startsWith("certificate " + certificate), complaints::toString);
    }

    @Test
    void aReloadMindsNeitherTheUnitNorAKeyWhosePasswordPatroniHas() throws IOException, RejectedException {
        node.command("systemctl", "case \"$*\" in *KillMode*) echo control-group ;; *) echo 4711 ;; esac");
        TestCertificate certificate = TestCertificate.forNames(folder, "ip:127.0.0.1");
        Path encrypted = certificate.encryptedKeyFile();

        assertEquals(
                List.of(), check("reload", HERE, certificate.certificateFile().toString(), encrypted.toString()));
        assertTrue(check("restart", HERE, certificate.certificateFile().toString(), encrypted.toString())
                .toString()
                .contains("it is encrypted"));
    }

    @Test
    void aRestartThatWouldKillPostgresqlIsRefused() throws IOException, RejectedException {
        node.command("systemctl", "case \"$*\" in *KillMode*) echo mixed ;; esac");

        Reply reply = node.ask(Request.of(Verb.RESTART_PATRONI, "patroni", "9"));

        assertEquals(1, reply.status());
        assertEquals("killmode", reply.require("refused").word(0));
        assertEquals(List.of(), changes());
    }

    @Test
    void patroniIsRestartedByItsUnit() throws IOException, RejectedException {
        Reply reply = node.ask(Request.of(Verb.RESTART_PATRONI, "patroni", "9"));

        assertEquals(0, reply.status(), reply.error());
        assertEquals(List.of("systemctl restart -- patroni"), changes());
    }
}
