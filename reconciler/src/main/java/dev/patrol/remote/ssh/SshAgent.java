package dev.patrol.remote.ssh;

import dev.patrol.remote.Unreached;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.schmizz.sshj.common.Buffer.PlainBuffer;
import net.schmizz.sshj.common.Message;
import net.schmizz.sshj.common.SSHPacket;
import net.schmizz.sshj.transport.TransportException;
import net.schmizz.sshj.userauth.UserAuthException;
import net.schmizz.sshj.userauth.method.AbstractAuthMethod;
import net.schmizz.sshj.userauth.method.AuthMethod;

/**
 * Logs in with a key that an ssh-agent holds, a certificate or a security key as well as a plain one: the agent signs,
 * and we need not understand the key. Protocol: draft-miller-ssh-agent; RFC 4252, section 7.
 */
final class SshAgent extends AbstractAuthMethod {
    private static final byte LIST = 11;
    private static final byte LISTED = 12;
    private static final byte SIGN = 13;
    private static final byte SIGNED = 14;

    /** RSA keys sign with SHA-512; servers take no SHA-1 any more. The agent is told by flag 4. */
    private static final Map<String, String> WITH_SHA_512 =
            Map.of("ssh-rsa", "rsa-sha2-512", "ssh-rsa-cert-v01@openssh.com", "rsa-sha2-512-cert-v01@openssh.com");

    private final AgentSocket socket;
    private final byte[] key;
    private final String type;

    private SshAgent(AgentSocket socket, byte[] key) throws IOException {
        super("publickey");
        this.socket = socket;
        this.key = key;
        this.type = new PlainBuffer(key).readString();
    }

    /** One method for each key that the agent holds. */
    static List<AuthMethod> methods(AgentSocket socket) throws IOException {
        try {
            PlainBuffer listed = socket.ask(LISTED, new PlainBuffer().putByte(LIST));
            List<AuthMethod> methods = new ArrayList<>();
            for (long left = listed.readUInt32(); left > 0; left--) {
                methods.add(new SshAgent(socket, listed.readBytes()));
                listed.readString(); // the key's comment
            }
            if (methods.isEmpty()) {
                throw new SshProblem(Unreached.AGENT_EMPTY.with("socket", socket.path()));
            }
            return methods;
        } catch (SshProblem e) {
            throw e;
        } catch (IOException e) {
            throw new SshProblem(
                    Unreached.AGENT_FAILED.with("socket", socket.path(), "said", dev.patrol.problem.Message.of(e)), e);
        }
    }

    /** First only the question whether this key would do. */
    @Override
    protected SSHPacket buildReq() throws UserAuthException {
        return request(false);
    }

    @Override
    public void handle(Message message, SSHPacket packet) throws UserAuthException, TransportException {
        if (message != Message.USERAUTH_60) {
            super.handle(message, packet);
            return;
        }
        SSHPacket signed = request(true);
        byte[] data = new PlainBuffer()
                .putString(params.getTransport().getSessionID())
                .putBuffer(signed)
                .getCompactData();
        int flags = WITH_SHA_512.containsKey(type) ? 4 : 0;
        PlainBuffer question =
                new PlainBuffer().putByte(SIGN).putBytes(key).putBytes(data).putUInt32(flags);
        try {
            signed.putBytes(socket.ask(SIGNED, question).readBytes());
        } catch (IOException e) {
            throw new UserAuthException("the agent at '" + socket.path() + "' does not sign: " + e.getMessage(), e);
        }
        params.getTransport().write(signed);
    }

    private SSHPacket request(boolean signed) throws UserAuthException {
        return super.buildReq()
                .putBoolean(signed)
                .putString(WITH_SHA_512.getOrDefault(type, type))
                .putBytes(key);
    }
}
