package dev.patrol.remote.ssh;

import static java.util.Objects.requireNonNull;

import dev.patrol.address.HostPort;
import dev.patrol.yaml.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How to log in to nodes.
 *
 * @param user whom to log in as, unless a definition names somebody else for a node
 */
public record SshSettings(
        String user,
        Identity identity,
        KnownHosts knownHosts,
        Optional<JumpHost> jumpHost,
        Become become,
        Limits limits) {

    public SshSettings {
        requireNonNull(user, "user");
        requireNonNull(identity, "identity");
        requireNonNull(knownHosts, "knownHosts");
        requireNonNull(jumpHost, "jumpHost");
        requireNonNull(become, "become");
        requireNonNull(limits, "limits");
    }

    /** Strict host keys, sudo, no jump host, usual limits. */
    public static SshSettings of(String user, Identity identity, Path knownHosts) {
        KnownHosts strict = new KnownHosts(knownHosts, Checking.STRICT);
        return new SshSettings(user, identity, strict, Optional.empty(), Become.SUDO, Limits.USUAL);
    }

    /** What proves who we are. */
    public sealed interface Identity {
        /** A private key file. An OpenSSH certificate beside it ({@code KEY-cert.pub}) is used. */
        record KeyFile(Path path, Optional<Secret> passphrase) implements Identity {}

        /** The keys of the ssh-agent that listens on this Unix socket. */
        record Agent(Path socket) implements Identity {}
    }

    /** The file of host keys, as OpenSSH writes it. */
    public record KnownHosts(Path file, Checking checking) {}

    /** What happens to a node whose key is not in the file: STRICT refuses it, ACCEPT_NEW adds it. */
    public enum Checking {
        STRICT,
        ACCEPT_NEW
    }

    /** The only machine that reaches the nodes' sshd. */
    public record JumpHost(HostPort address, Optional<String> user) {}

    /** Who runs the script on a node: root by sudo, or the very user who logged in. */
    public enum Become {
        SUDO,
        NONE
    }

    /**
     * Hard limits. Whatever hangs, a call ends in time.
     *
     * @param connect for the TCP connection, again for key exchange and login, and for each answer of an agent
     * @param command for one request that starts nothing
     * @param keepAlive between signs of life on a warm connection
     */
    public record Limits(Duration connect, Duration command, Duration keepAlive) {
        public static final Limits USUAL =
                new Limits(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(15));

        public Limits {
            atLeastOneSecond(connect, "connect");
            atLeastOneSecond(command, "command");
            atLeastOneSecond(keepAlive, "keepAlive");
        }

        private static void atLeastOneSecond(Duration limit, String name) {
            if (limit.toSeconds() < 1 || limit.toSeconds() > 86_400) {
                throw new IllegalArgumentException(name + " must be between a second and a day, got " + limit);
            }
        }
    }
}
