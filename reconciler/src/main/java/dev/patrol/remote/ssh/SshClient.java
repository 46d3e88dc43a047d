package dev.patrol.remote.ssh;

import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.util.Optional;
import net.schmizz.keepalive.KeepAliveRunner;
import net.schmizz.sshj.Config;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.connection.channel.direct.DirectConnection;

/** sshj's client with what it lacks: no Nagle delay, and a way to break it off that never waits. */
final class SshClient extends SSHClient {
    /** Three unanswered signs of life, and the connection is dead. */
    private static final int SIGNS_OF_LIFE = 3;

    /** Ends whatever the connection runs over: the socket, or the channel through a jump host. */
    private volatile Closeable carrier = () -> {};

    SshClient(Config config, SshSettings.Limits limits) {
        super(config);
        int handshake = Math.toIntExact(limits.connect().toMillis());
        setConnectTimeout(handshake);
        getTransport().setTimeoutMs(handshake);
        getConnection().setTimeoutMs(handshake);
        // Only a runner that is set up before connecting is ever started.
        KeepAliveRunner keepAlive = (KeepAliveRunner) getConnection().getKeepAlive();
        keepAlive.setKeepAliveInterval(Math.toIntExact(limits.keepAlive().toSeconds()));
        keepAlive.setMaxAliveCount(SIGNS_OF_LIFE);
    }

    /** Runs over a channel of another connection. */
    void connectThrough(DirectConnection channel) throws IOException {
        carrier = () -> channel.getInputStream().close();
        connectVia(channel);
    }

    @Override
    protected void onConnect() throws IOException {
        Optional<Socket> socket = Optional.ofNullable(getSocket());
        if (socket.isPresent()) {
            carrier = socket.get();
            // Each of our requests is one small packet that the other side waits for: Nagle costs 40 ms each.
            socket.get().setTcpNoDelay(true);
        }
        super.onConnect();
    }

    void abort() {
        try {
            carrier.close();
        } catch (IOException e) {
            // It is broken off either way.
            log.debug("while breaking off", e);
        }
    }

    /** Says goodbye where the other side still listens. */
    void closeQuietly() {
        try {
            disconnect();
        } catch (IOException | IllegalStateException e) {
            log.debug("while closing", e);
        }
        abort();
    }
}
