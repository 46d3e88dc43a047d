package dev.patrol.remote.ssh;

import dev.patrol.address.HostPort;
import dev.patrol.definition.NodeDefinition;
import dev.patrol.problem.Reason;
import dev.patrol.remote.RejectedException;
import dev.patrol.remote.RemoteException;
import dev.patrol.remote.UnreachableException;
import dev.patrol.remote.Unreached;
import dev.patrol.remote.node.NodeChannel;
import dev.patrol.remote.node.Reply;
import dev.patrol.remote.node.Request;
import dev.patrol.remote.node.UnreadReply;
import dev.patrol.remote.ssh.SshSettings.JumpHost;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import net.schmizz.sshj.connection.channel.direct.DirectConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections to all nodes, opened when first needed and kept warm. Any number of threads may ask; each call ends
 * within its limit and the time for connecting.
 *
 * <p>A warm connection may have died unnoticed. Then a new one is opened and the request sent on that, but only if it
 * cannot have reached the node yet, or changes nothing there.
 */
public final class SshConnections implements NodeChannel, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SshConnections.class);

    private final SshSettings settings;
    private final Watchdog watchdog = new Watchdog();
    private final Map<Login, Line> lines = new ConcurrentHashMap<>();
    private Optional<SshDialer> dialer = Optional.empty();

    public SshConnections(SshSettings settings) {
        this.settings = settings;
    }

    @Override
    public Duration usualLimit() {
        return settings.limits().command();
    }

    @Override
    public Reply ask(NodeDefinition node, Request request, Duration limit) throws RemoteException {
        try {
            return on(node, Optional.empty(), line -> line.ask(request, limit));
        } catch (UnreadReply e) {
            throw new RejectedException(e.reason());
        }
    }

    /** A way to {@code target} as the node sees it. */
    DirectConnection direct(NodeDefinition node, HostPort target) throws UnreachableException {
        try {
            return on(node, Optional.of(target), line -> line.direct(target));
        } catch (UnreadReply e) {
            throw new UnreachableException(e.reason(), e);
        }
    }

    private <T> T on(NodeDefinition node, Optional<HostPort> target, Use<T, Line> call)
            throws UnreachableException, UnreadReply {
        HostPort address = node.ssh().address();
        String user = node.ssh().user().orElse(settings.user());
        Line line =
                lines.computeIfAbsent(new Login(address, user, settings.jumpHost()), login -> new Line(login, false));
        try {
            return call.of(line);
        } catch (UnreadReply e) {
            throw e;
        } catch (IOException e) {
            Map<String, Object> facts = new LinkedHashMap<>(Refusals.of(e).facts());
            facts.put("login", user + "@" + address);
            facts.put("target", target);
            throw new UnreachableException(new Reason(Refusals.of(e).cause(), facts), e);
        }
    }

    private Line jumpLine(JumpHost host) {
        Login login = new Login(host.address(), host.user().orElse(settings.user()), Optional.empty());
        return lines.computeIfAbsent(login, any -> new Line(any, true));
    }

    private synchronized SshDialer dialer() {
        if (dialer.isEmpty()) {
            dialer = Optional.of(new SshDialer(settings, watchdog));
        }
        return dialer.get();
    }

    @Override
    public void close() {
        lines.values().forEach(Line::hangUp);
        lines.clear();
        watchdog.close();
    }

    private interface Use<T, O> {
        T of(O means) throws IOException;
    }

    /** Whom to log in as, where, and by which way. */
    private record Login(HostPort address, String user, Optional<JumpHost> through) {}

    /** One machine and its connection, if there is one now. */
    private final class Line {
        private final Login login;
        private final boolean isJump;
        private Optional<SshConnection> connection = Optional.empty();

        Line(Login login, boolean isJump) {
            this.login = login;
            this.isJump = isJump;
        }

        Reply ask(Request request, Duration limit) throws IOException {
            return use(connection -> connection.ask(request, limit));
        }

        DirectConnection direct(HostPort target) throws IOException {
            return use(connection -> connection.direct(target));
        }

        private <T> T use(Use<T, SshConnection> use) throws IOException {
            Optional<SshConnection> warm = warm();
            if (warm.isPresent()) {
                try {
                    return use.of(warm.get());
                } catch (SshConnection.NothingDone e) {
                    LOG.debug("the connection to {} was dead; opening a new one", login.address(), e);
                }
            }
            return use.of(connection());
        }

        private synchronized Optional<SshConnection> warm() {
            return connection.filter(SshConnection::isAlive);
        }

        private synchronized SshConnection connection() throws IOException {
            if (warm().isEmpty()) {
                hangUp();
                connection = Optional.of(dial());
            }
            return connection.get();
        }

        private SshConnection dial() throws IOException {
            if (login.through().isPresent()) {
                Line jump = jumpLine(login.through().get());
                return jump.use(connection -> dialer().dialThrough(connection, login.address(), login.user()));
            }
            try {
                return dialer().dial(login.address(), login.user());
            } catch (IOException e) {
                throw isJump
                        ? new SshProblem(Unreached.JUMP_HOST.with("host", login.address(), "why", Refusals.of(e)), e)
                        : e;
            }
        }

        synchronized void hangUp() {
            connection.ifPresent(SshConnection::close);
            connection = Optional.empty();
        }
    }
}
