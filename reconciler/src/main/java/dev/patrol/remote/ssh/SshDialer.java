package dev.patrol.remote.ssh;

import dev.patrol.address.HostPort;
import dev.patrol.remote.Unreached;
import dev.patrol.remote.ssh.SshSettings.Become;
import dev.patrol.remote.ssh.SshSettings.JumpHost;
import java.io.IOException;
import java.util.Optional;
import net.schmizz.sshj.Config;
import net.schmizz.sshj.connection.channel.OpenFailException;
import net.schmizz.sshj.connection.channel.direct.DirectConnection;
import net.schmizz.sshj.userauth.UserAuthException;

/** Opens connections: reaches the machine, checks that it is the right one, logs in. */
final class SshDialer {
    private final SshSettings settings;
    private final Watchdog watchdog;
    private final Config config;
    private final Credentials credentials;

    SshDialer(SshSettings settings, Watchdog watchdog) {
        this.settings = settings;
        this.watchdog = watchdog;
        this.config = Algorithms.offered();
        this.credentials =
                new Credentials(settings.identity(), config, settings.limits().connect(), watchdog);
    }

    SshConnection dial(HostPort address, String user) throws IOException {
        return connected(address, user, Optional.empty());
    }

    /** Over a connection to the jump host; its death is the death of this one. */
    SshConnection dialThrough(SshConnection jump, HostPort address, String user) throws IOException {
        return connected(address, user, Optional.of(jump));
    }

    private SshConnection connected(HostPort address, String user, Optional<SshConnection> jump) throws IOException {
        HostKeys hostKeys = new HostKeys(
                settings.knownHosts(),
                address,
                jump.flatMap(any -> settings.jumpHost().map(this::describe)));
        SshClient client = new SshClient(config, settings.limits());
        client.addHostKeyVerifier(hostKeys);
        try {
            // The TCP connection has a limit of its own, hence twice.
            watchdog.within(settings.limits().connect().multipliedBy(2), client::abort, () -> {
                reach(client, address, jump);
                login(client, user);
                return client;
            });
        } catch (IOException e) {
            client.closeQuietly();
            throw hostKeys.refusal().map(IOException.class::cast).orElse(e);
        }
        Become become = user.equals("root") ? Become.NONE : settings.become();
        return new SshConnection(client, become, watchdog, settings.limits().connect());
    }

    private void reach(SshClient client, HostPort address, Optional<SshConnection> jump) throws IOException {
        if (jump.isEmpty()) {
            client.connect(address.host(), address.port());
            return;
        }
        DirectConnection channel;
        try {
            channel = jump.get().direct(address);
        } catch (OpenFailException e) {
            throw new SshProblem(Unreached.BEYOND_JUMP_HOST.with("why", Refusals.of(e)), e);
        }
        client.connectThrough(channel);
    }

    private void login(SshClient client, String user) throws IOException {
        try {
            client.auth(user, credentials.methods());
        } catch (UserAuthException e) {
            for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
                // An agent that is silent, which is no fault of the node's.
                if (cause instanceof SshProblem problem) {
                    throw problem;
                }
            }
            if (!client.isConnected()) {
                throw e;
            }
            throw new SshProblem(credentials.refused(user), e);
        }
    }

    private String describe(JumpHost jump) {
        return "-p " + jump.address().port() + " " + jump.user().orElse(settings.user()) + "@"
                + jump.address().host();
    }
}
