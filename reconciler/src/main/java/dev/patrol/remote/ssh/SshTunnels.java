package dev.patrol.remote.ssh;

import dev.patrol.address.HostPort;
import dev.patrol.definition.NodeDefinition;
import dev.patrol.problem.Message;
import dev.patrol.remote.NodeTunnels;
import dev.patrol.remote.UnreachableException;
import dev.patrol.remote.Unreached;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import net.schmizz.sshj.connection.channel.direct.DirectConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Local ports whose connections come out of a node's sshd. */
public final class SshTunnels implements NodeTunnels {
    private static final Logger LOG = LoggerFactory.getLogger(SshTunnels.class);

    private final SshConnections connections;

    public SshTunnels(SshConnections connections) {
        this.connections = connections;
    }

    /** Opens the first connection at once, so that a refusal is told here, and not as a connection that just ends. */
    @Override
    public Tunnel open(NodeDefinition node, HostPort target) throws UnreachableException {
        DirectConnection first = connections.direct(node, target);
        try {
            ServerSocket server = new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
            LocalPort port = new LocalPort(node, target, server, first);
            background(port::accept, "ssh-tunnel-" + node.name());
            return port;
        } catch (IOException e) {
            closeQuietly(first);
            throw new UnreachableException(Unreached.TUNNEL_PORT.with("said", Message.of(e)), e);
        }
    }

    private static void background(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void copy(InputStream from, OutputStream to) throws IOException {
        byte[] buffer = new byte[1 << 15];
        for (int length = from.read(buffer); length >= 0; length = from.read(buffer)) {
            to.write(buffer, 0, length);
            to.flush();
        }
    }

    private static void closeQuietly(Closeable any) {
        try {
            any.close();
        } catch (IOException e) {
            LOG.debug("while closing a tunnel", e);
        }
    }

    /** One local port and what runs through it. */
    private final class LocalPort implements Tunnel {
        private final NodeDefinition node;
        private final HostPort target;
        private final ServerSocket server;
        private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
        private Optional<DirectConnection> first;

        LocalPort(NodeDefinition node, HostPort target, ServerSocket server, DirectConnection first) {
            this.node = node;
            this.target = target;
            this.server = server;
            this.first = Optional.of(first);
        }

        @Override
        public HostPort local() {
            return new HostPort("127.0.0.1", server.getLocalPort());
        }

        void accept() {
            while (!server.isClosed()) {
                try {
                    Socket socket = server.accept();
                    sockets.add(socket);
                    if (server.isClosed()) {
                        closeQuietly(socket); // accepted while close() went through the others
                    } else {
                        background(() -> carry(socket), "ssh-tunnel-" + node.name());
                    }
                } catch (IOException e) {
                    close();
                }
            }
        }

        /** Until either side ends; then both end. */
        private void carry(Socket socket) {
            try (socket;
                    DirectConnection channel = channel()) {
                socket.setTcpNoDelay(true);
                background(() -> carryBack(channel, socket), "ssh-tunnel-" + node.name());
                copy(socket.getInputStream(), channel.getOutputStream());
            } catch (UnreachableException | IOException e) {
                LOG.debug("tunnel to {} on node {}", target, node.name(), e);
            } finally {
                sockets.remove(socket);
            }
        }

        private void carryBack(DirectConnection channel, Socket socket) {
            try (socket) {
                copy(channel.getInputStream(), socket.getOutputStream());
            } catch (IOException e) {
                LOG.debug("tunnel from {} on node {}", target, node.name(), e);
            }
        }

        private DirectConnection channel() throws UnreachableException {
            Optional<DirectConnection> ready = takeFirst();
            return ready.isPresent() ? ready.get() : connections.direct(node, target);
        }

        private synchronized Optional<DirectConnection> takeFirst() {
            Optional<DirectConnection> taken = first.filter(DirectConnection::isOpen);
            first = Optional.empty();
            return taken;
        }

        /** The channels end with their sockets; nothing here waits for the node. */
        @Override
        public void close() {
            closeQuietly(server);
            sockets.forEach(SshTunnels::closeQuietly);
            takeFirst().ifPresent(unused -> background(() -> closeQuietly(unused), "ssh-tunnel-" + node.name()));
        }
    }
}
