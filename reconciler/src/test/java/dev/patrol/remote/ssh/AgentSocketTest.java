package dev.patrol.remote.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patrol.view.Wording;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import net.schmizz.sshj.common.Buffer.PlainBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
final class AgentSocketTest {
    private static final byte EXPECTED = 12;
    private static final PlainBuffer QUESTION = new PlainBuffer().putByte((byte) 11);

    @TempDir
    Path folder;

    private final Watchdog watchdog = new Watchdog();
    private ServerSocketChannel server;
    private AgentSocket agent;

    @BeforeEach
    void listen() throws IOException {
        Path path = folder.resolve("agent");
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(path));
        agent = new AgentSocket(path, Duration.ofSeconds(1), watchdog);
    }

    @AfterEach
    void close() throws IOException {
        server.close();
        watchdog.close();
    }

    @Test
    void anAgentThatNeverAnswersIsGivenUp() throws Exception {
        CountDownLatch hungUp = new CountDownLatch(1);
        Thread silent = new Thread(() -> readToTheEnd(hungUp));
        silent.setDaemon(true);
        silent.start();

        SshProblem problem = assertThrows(SshProblem.class, () -> agent.ask(EXPECTED, QUESTION));

        assertEquals(
                "the agent at '" + agent.path() + "' has not answered within 1 s; it hangs, or waits for somebody to"
                        + " confirm or to touch a key: try 'SSH_AUTH_SOCK=" + agent.path()
                        + " ssh-add -l', restart the agent, or set ssh.key",
                Wording.of(problem.reason()));
        assertTrue(hungUp.await(5, TimeUnit.SECONDS), "the connection is closed");
    }

    @Test
    void theProblemIsToldAsItIsWhereKeysAreListed() {
        SshProblem problem = assertThrows(SshProblem.class, () -> SshAgent.methods(agent));

        assertTrue(
                Wording.of(problem.reason()).contains("has not answered within 1 s"),
                () -> Wording.of(problem.reason()));
    }

    @Test
    void anAnswerOfAnotherTypeIsARefusal() throws Exception {
        Thread refusing = new Thread(this::refuse);
        refusing.setDaemon(true);
        refusing.start();

        IOException failure = assertThrows(IOException.class, () -> agent.ask(EXPECTED, QUESTION));

        assertEquals("it refused", failure.getMessage());
    }

    private void readToTheEnd(CountDownLatch hungUp) {
        try (SocketChannel client = server.accept()) {
            ByteBuffer bytes = ByteBuffer.allocate(64);
            while (client.read(bytes) >= 0) {
                bytes.clear();
            }
            hungUp.countDown();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void refuse() {
        try (SocketChannel client = server.accept()) {
            client.read(ByteBuffer.allocate(64));
            client.write(ByteBuffer.allocate(5).putInt(1).put((byte) 5).flip());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
