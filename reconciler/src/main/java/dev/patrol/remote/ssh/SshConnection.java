package dev.patrol.remote.ssh;

import dev.patrol.address.HostPort;
import dev.patrol.remote.node.Reply;
import dev.patrol.remote.node.Request;
import dev.patrol.remote.node.UnreadReply;
import dev.patrol.remote.ssh.SshSettings.Become;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import net.schmizz.sshj.connection.channel.OpenFailException;
import net.schmizz.sshj.connection.channel.direct.DirectConnection;

/**
 * One authenticated connection to one machine, and the scripts that run on it. Most of the time that is one script; a
 * request that comes while another is being answered starts a second.
 */
final class SshConnection implements Closeable {
    private final SshClient client;
    private final Become become;
    private final Watchdog watchdog;
    private final Duration openLimit;
    private final Deque<SshScript> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean aborted;

    /** Takes over an authenticated client. */
    SshConnection(SshClient client, Become become, Watchdog watchdog, Duration openLimit) {
        this.client = client;
        this.become = become;
        this.watchdog = watchdog;
        this.openLimit = openLimit;
    }

    /** False as soon as it is known to be dead; true proves little. */
    boolean isAlive() {
        return !aborted && client.isConnected() && client.isAuthenticated();
    }

    /** {@link NothingDone} where the request cannot have reached the script, or changes nothing anyway. */
    Reply ask(Request request, Duration limit) throws IOException {
        SshScript script = watchdog.within(openLimit, this::abort, this::script);
        try {
            Reply reply = watchdog.within(limit, this::abort, () -> script.ask(request));
            idle.push(script);
            return reply;
        } catch (SshProblem | Watchdog.TimeLimit e) {
            throw e;
        } catch (UnreadReply e) {
            abort();
            throw e;
        } catch (IOException e) {
            abort();
            throw request.verb().changesNothing() ? new NothingDone(e) : e;
        }
    }

    /** A way to an address as this machine sees it. {@link NothingDone} where this connection turns out to be dead. */
    DirectConnection direct(HostPort target) throws IOException {
        try {
            return watchdog.within(
                    openLimit, this::abort, () -> client.newDirectConnection(target.host(), target.port()));
        } catch (OpenFailException e) {
            throw e;
        } catch (IOException e) {
            abort();
            throw new NothingDone(e);
        }
    }

    private SshScript script() throws IOException {
        try {
            for (SshScript script = idle.poll(); script != null; script = idle.poll()) {
                if (script.isRunning()) {
                    return script;
                }
                script.close();
            }
            return SshScript.start(client.startSession(), become);
        } catch (IOException | IllegalStateException e) {
            abort();
            throw new NothingDone(e);
        }
    }

    /** Makes every call that waits on this connection fail, at once and without waiting for anything itself. */
    private void abort() {
        aborted = true;
        client.abort();
    }

    @Override
    public void close() {
        aborted = true;
        client.closeQuietly();
    }

    /** The connection is dead, and whoever used it may do the same again on a new one. */
    static final class NothingDone extends IOException {
        private static final long serialVersionUID = 1L;

        NothingDone(Exception cause) {
            super(cause.getMessage(), cause);
        }
    }
}
