package dev.patrol.settings;

import dev.patrol.address.HostPort;
import dev.patrol.remote.etcd.EtcdSettings;
import dev.patrol.remote.rest.RestSettings;
import dev.patrol.remote.ssh.SshSettings;
import dev.patrol.remote.ssh.SshSettings.Identity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The sections that say how others are reached. */
final class AccessSections {
    private static final int SSH_PORT = 22;
    private static final Duration GIT_TIMEOUT = Duration.ofSeconds(60);
    private static final String GIT_USER = "git";
    private static final List<String> USUAL_KEYS = List.of("id_ed25519", "id_ecdsa", "id_rsa");

    private final SettingsFile file;
    private final Surroundings surroundings;
    private final Path sshFolder;

    AccessSections(SettingsFile file, Surroundings surroundings) {
        this.file = file;
        this.surroundings = surroundings;
        this.sshFolder = surroundings.home().resolve(".ssh");
    }

    SshOptions ssh() {
        String user = file.text("ssh.user").orElse(surroundings.user());
        SshSettings.KnownHosts knownHosts = new SshSettings.KnownHosts(
                file.path("ssh.known_hosts").orElse(sshFolder.resolve("known_hosts")),
                file.choice("ssh.host_key_checking", SshSettings.Checking.class).orElse(SshSettings.Checking.STRICT));
        SshSettings.Become become = user.equals("root") ? SshSettings.Become.NONE : SshSettings.Become.SUDO;
        SshSettings settings = new SshSettings(
                user,
                file.path("ssh.key").<Identity>map(AccessSections::keyFile).orElseGet(this::usualIdentity),
                knownHosts,
                file.text("ssh.jump").map(AccessSections::jumpHost),
                file.choice("ssh.become", SshSettings.Become.class).orElse(become),
                new SshSettings.Limits(
                        file.duration("ssh.connect_timeout").orElse(SshSettings.Limits.USUAL.connect()),
                        file.duration("ssh.command_timeout").orElse(SshSettings.Limits.USUAL.command()),
                        SshSettings.Limits.USUAL.keepAlive()));
        return new SshOptions(settings, file.secret("ssh.passphrase"));
    }

    private static Identity.KeyFile keyFile(Path path) {
        return new Identity.KeyFile(path, Optional.empty());
    }

    // As ssh does: the agent, where there is one, else the keys at their usual names.
    private Identity usualIdentity() {
        return surroundings
                .variable("SSH_AUTH_SOCK")
                .<Identity>map(socket -> new Identity.Agent(Path.of(socket)))
                .orElseGet(() -> keyFile(USUAL_KEYS.stream()
                        .map(sshFolder::resolve)
                        .filter(Files::exists)
                        .findFirst()
                        .orElse(sshFolder.resolve(USUAL_KEYS.get(0)))));
    }

    private static SshSettings.JumpHost jumpHost(String text) {
        int at = text.indexOf('@');
        Optional<String> user = at < 0 ? Optional.empty() : Optional.of(text.substring(0, at));
        return new SshSettings.JumpHost(HostPort.of(text.substring(at + 1), SSH_PORT), user);
    }

    GitOptions git() {
        Path knownHosts = file.path("git.known_hosts").orElse(sshFolder.resolve("known_hosts"));
        return new GitOptions(
                file.secret("git.token")
                        .map(token ->
                                new GitOptions.Token(file.text("git.username").orElse(GIT_USER), token)),
                file.path("git.key").map(key -> new GitOptions.Key(key, knownHosts, file.secret("git.passphrase"))),
                file.duration("git.timeout").orElse(GIT_TIMEOUT));
    }

    RestSettings rest() {
        return new RestSettings(
                file.choice("rest.via", RestSettings.Via.class).orElse(RestSettings.DEFAULTS.via()),
                file.duration("rest.timeout").orElse(RestSettings.DEFAULTS.timeout()),
                file.path("rest.ca_file"));
    }

    EtcdSettings etcd() {
        Optional<EtcdSettings.ClientCertificate> client = file.path("etcd.cert_file")
                .flatMap(cert -> file.path("etcd.key_file").map(key -> new EtcdSettings.ClientCertificate(cert, key)));
        return new EtcdSettings(
                file.choice("etcd.via", EtcdSettings.Via.class).orElse(EtcdSettings.DEFAULTS.via()),
                file.duration("etcd.timeout").orElse(EtcdSettings.DEFAULTS.timeout()),
                file.path("etcd.ca_file").map(ca -> new EtcdSettings.TlsFiles(ca, client)));
    }
}
