package dev.patrol.remote.ssh;

import dev.patrol.remote.Unreached;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import net.schmizz.sshj.common.Buffer.PlainBuffer;

/**
 * Asks an ssh-agent on its Unix socket, one connection for each question. Protocol: draft-miller-ssh-agent, section 3.
 *
 * @param limit for one question and its answer; an agent may wait for a person, or for a machine that is away
 */
record AgentSocket(Path path, Duration limit, Watchdog watchdog) {
    /** In bytes; no list of keys and no signature is nearly as long. */
    private static final int LARGEST_ANSWER = 1 << 20;

    /**
     * What follows the type of the answer.
     *
     * @param expected the type of the answer wanted
     * @throws SshProblem where the agent does not answer in time
     * @throws IOException where it cannot be reached, refuses, or answers nonsense
     */
    PlainBuffer ask(byte expected, PlainBuffer question) throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return watchdog.within(limit, () -> abort(channel), () -> ask(channel, expected, question));
        } catch (Watchdog.TimeLimit e) {
            throw new SshProblem(Unreached.AGENT_SILENT.with("socket", path, "seconds", limit.toSeconds()), e);
        }
    }

    private PlainBuffer ask(SocketChannel channel, byte expected, PlainBuffer question) throws IOException {
        channel.connect(UnixDomainSocketAddress.of(path));
        byte[] bytes = question.getCompactData();
        ByteBuffer out = ByteBuffer.allocate(4 + bytes.length)
                .putInt(bytes.length)
                .put(bytes)
                .flip();
        while (out.hasRemaining()) {
            channel.write(out);
        }
        int length = read(channel, 4).getInt();
        if (length < 1 || length > LARGEST_ANSWER) {
            throw new IOException("it answers with " + length + " bytes");
        }
        PlainBuffer answer = new PlainBuffer(read(channel, length).array());
        if (answer.readByte() != expected) {
            throw new IOException("it refused");
        }
        return answer;
    }

    private static ByteBuffer read(SocketChannel channel, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes) < 0) {
                throw new IOException("it closed the connection");
            }
        }
        return bytes.flip();
    }

    // Whoever reads from the channel gets an exception.
    private static void abort(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
