package dev.patrol.remote.ssh;

import dev.patrol.problem.Message;
import dev.patrol.remote.node.EndOfScript;
import dev.patrol.remote.node.NodeScript;
import dev.patrol.remote.node.Reply;
import dev.patrol.remote.node.Request;
import dev.patrol.remote.ssh.SshSettings.Become;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import net.schmizz.sshj.connection.channel.direct.Session;

/** The script on one channel of a connection. */
final class SshScript implements Closeable {
    private static final int LONGEST_REFUSAL = 1 << 12;

    private final Session session;
    private final Become become;
    private final Session.Command command;
    private final NodeScript script;

    private SshScript(Session session, Become become) throws IOException {
        this.session = session;
        this.become = become;
        this.command = session.exec(commandLine(become));
        this.script = new NodeScript(command.getOutputStream(), command.getInputStream());
    }

    static SshScript start(Session session, Become become) throws IOException {
        return new SshScript(session, become);
    }

    static String commandLine(Become become) {
        return become == Become.SUDO ? "sudo -n " + NodeScript.COMMAND_LINE : NodeScript.COMMAND_LINE;
    }

    Reply ask(Request request) throws IOException {
        try {
            return script.ask(request);
        } catch (EndOfScript e) {
            // The reason is what it wrote instead of an answer.
            String said =
                    new String(command.getErrorStream().readNBytes(LONGEST_REFUSAL), StandardCharsets.UTF_8).strip();
            throw new SshProblem(Refusals.ofScript(said.isEmpty() ? Message.of(e) : said, become), e);
        }
    }

    boolean isRunning() {
        return session.isOpen() && !command.isEOF();
    }

    @Override
    public void close() throws IOException {
        session.close();
    }
}
