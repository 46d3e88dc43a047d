package dev.patrol.remote.ssh;

import dev.patrol.problem.Message;
import dev.patrol.remote.ssh.SshSettings.Become;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import net.schmizz.sshj.connection.channel.direct.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The script as it runs on a node, on one channel, for as many requests as there are, one at a time. */
final class NodeScript implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(NodeScript.class);
    private static final byte[] TEXT = text();
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Session session;
    private final Become become;
    private final Session.Command command;
    private final ReplyReader replies;
    private boolean begun;

    private NodeScript(Session session, Become become) throws IOException {
        this.session = session;
        this.become = become;
        this.command = session.exec(commandLine(become));
        this.replies = new ReplyReader(command.getInputStream());
    }

    static NodeScript start(Session session, Become become) throws IOException {
        return new NodeScript(session, become);
    }

    /** A constant: nothing that a definition says is in it. */
    static String commandLine(Become become) {
        String shell = "sh -c 'eval \"$(head -c " + TEXT.length + ")\"'";
        return become == Become.SUDO ? "sudo -n " + shell : shell;
    }

    Reply ask(Request request) throws IOException {
        String token = token();
        try {
            send(request.bytes(token));
        } catch (IOException e) {
            // Where the node has refused to begin, it has said why, which is still there to be read.
            LOG.debug("while sending a request", e);
        }
        try {
            return replies.read(token);
        } catch (ReplyReader.EndOfScript e) {
            throw ended(e);
        }
    }

    private void send(byte[] request) throws IOException {
        OutputStream out = command.getOutputStream();
        if (!begun) {
            begun = true;
            out.write(TEXT);
        }
        out.write(request);
        out.flush();
    }

    boolean isRunning() {
        return session.isOpen() && !command.isEOF();
    }

    @Override
    public void close() throws IOException {
        session.close();
    }

    /** The node ended the script, or would not begin it; the reason is what it wrote instead of an answer. */
    private IOException ended(ReplyReader.EndOfScript end) throws IOException {
        String said = new String(command.getErrorStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return new SshProblem(Refusals.ofScript(said.isEmpty() ? Message.of(end) : said, become), end);
    }

    private static String token() {
        byte[] random = new byte[16];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    private static byte[] text() {
        try (InputStream script = NodeScript.class.getResourceAsStream("node.sh")) {
            return script.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("node.sh is missing from the program", e);
        }
    }
}
