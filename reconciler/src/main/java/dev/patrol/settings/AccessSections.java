package dev.patrol.settings;

import dev.patrol.address.Address;
import dev.patrol.address.HostPort;
import dev.patrol.remote.etcd.EtcdSettings;
import dev.patrol.remote.rest.RestSettings;
import dev.patrol.remote.ssh.SshSettings;
import dev.patrol.remote.ssh.SshSettings.Identity;
import dev.patrol.secrets.SecretReference;
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

    private final Surroundings surroundings;
    private final Path sshFolder;

    AccessSections(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.sshFolder = surroundings.home().resolve(".ssh");
    }

    SshOptions ssh(Section section) {
        String user = section.text("user").orElse(surroundings.user());
        Optional<SecretReference> passphrase = passphrase(section);
        SshSettings.KnownHosts knownHosts = new SshSettings.KnownHosts(
                section.path("known_hosts").orElse(sshFolder.resolve("known_hosts")),
                section.choice("host_key_checking", SshSettings.Checking.class).orElse(SshSettings.Checking.STRICT));
        SshSettings.Become become = user.equals("root") ? SshSettings.Become.NONE : SshSettings.Become.SUDO;
        SshSettings settings = new SshSettings(
                user,
                section.path("key").<Identity>map(AccessSections::keyFile).orElseGet(this::usualIdentity),
                knownHosts,
                section.parsed("jump", AccessSections::jumpHost),
                section.choice("become", SshSettings.Become.class).orElse(become),
                new SshSettings.Limits(
                        section.duration("connect_timeout").orElse(SshSettings.Limits.USUAL.connect()),
                        section.duration("command_timeout").orElse(SshSettings.Limits.USUAL.command()),
                        SshSettings.Limits.USUAL.keepAlive()));
        return new SshOptions(settings, passphrase);
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

    private static Optional<SecretReference> passphrase(Section section) {
        Optional<SecretReference> passphrase = section.secret("passphrase");
        if (section.has("passphrase") && !section.has("key")) {
            section.error(
                    section.location("passphrase"), "a passphrase needs its 'key'; name the key's file beside it");
        }
        return passphrase;
    }

    private static SshSettings.JumpHost jumpHost(String text) {
        if (!Address.USER_HOST_MAYBE_PORT.matches(text)) {
            throw new IllegalArgumentException("'" + text + "' is not " + Address.USER_HOST_MAYBE_PORT.expected());
        }
        int at = text.indexOf('@');
        Optional<String> user = at < 0 ? Optional.empty() : Optional.of(text.substring(0, at));
        return new SshSettings.JumpHost(HostPort.of(text.substring(at + 1), SSH_PORT), user);
    }

    GitOptions git(Section section) {
        Optional<String> username = section.text("username");
        Optional<SecretReference> token = section.secret("token");
        if (section.has("username") && !section.has("token")) {
            section.error(
                    section.location("username"), "'git.username' needs 'git.token'; for ssh, name the user in 'repo'");
        }
        Optional<SecretReference> passphrase = passphrase(section);
        Optional<Path> knownHosts = section.path("known_hosts");
        if (section.has("known_hosts") && !section.has("key")) {
            section.error(
                    section.location("known_hosts"),
                    "'git.known_hosts' needs 'git.key'; name the key's file beside it");
        }
        return new GitOptions(
                token.map(reference -> new GitOptions.Token(username.orElse(GIT_USER), reference)),
                section.path("key")
                        .map(key -> new GitOptions.Key(
                                key, knownHosts.orElse(sshFolder.resolve("known_hosts")), passphrase)),
                section.duration("timeout").orElse(GIT_TIMEOUT));
    }

    RestSettings rest(Section section) {
        RestSettings.Via via = section.choice("via", RestSettings.Via.class).orElse(RestSettings.DEFAULTS.via());
        Optional<Path> caFile = section.path("ca_file");
        if (caFile.isPresent() && via == RestSettings.Via.SSH) {
            section.error(
                    section.location("ca_file"),
                    "'rest.ca_file' does nothing by way of ssh; set 'via: direct' or remove the line");
        }
        return new RestSettings(via, section.duration("timeout").orElse(RestSettings.DEFAULTS.timeout()), caFile);
    }

    EtcdSettings etcd(Section section) {
        Optional<Path> caFile = section.path("ca_file");
        Optional<Path> certFile = section.path("cert_file");
        Optional<Path> keyFile = section.path("key_file");
        boolean half = section.has("cert_file") != section.has("key_file");
        if (half || (section.has("cert_file") && !section.has("ca_file"))) {
            section.error(
                    section.location(section.has("cert_file") ? "cert_file" : "key_file"),
                    "a client certificate takes 'ca_file', 'cert_file' and 'key_file'; write all three");
        }
        Optional<EtcdSettings.ClientCertificate> client =
                certFile.flatMap(cert -> keyFile.map(key -> new EtcdSettings.ClientCertificate(cert, key)));
        return new EtcdSettings(
                section.choice("via", EtcdSettings.Via.class).orElse(EtcdSettings.DEFAULTS.via()),
                section.duration("timeout").orElse(EtcdSettings.DEFAULTS.timeout()),
                caFile.map(ca -> new EtcdSettings.TlsFiles(ca, client)));
    }
}
