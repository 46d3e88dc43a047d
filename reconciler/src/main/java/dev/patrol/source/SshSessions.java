package dev.patrol.source;

import dev.patrol.source.GitSettings.SshKey;
import dev.patrol.yaml.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jgit.transport.SshConfigStore;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.transport.sshd.KeyPasswordProvider;
import org.eclipse.jgit.transport.sshd.SshdSessionFactory;
import org.eclipse.jgit.transport.sshd.SshdSessionFactoryBuilder;
import org.jspecify.annotations.Nullable;

/** SSH for jgit: one key, known hosts strictly, and nothing from {@code ~/.ssh/config}. */
final class SshSessions {
    private static final List<String> USUAL_KEYS = List.of("id_ed25519", "id_ecdsa", "id_rsa");

    private SshSessions() {}

    static SshdSessionFactory factory(Optional<SshKey> key, String tried) throws SourceException {
        Path home = Path.of(System.getProperty("user.home"));
        Path folder = home.resolve(".ssh");
        List<Path> keys = key.map(it -> List.of(it.privateKey())).orElseGet(() -> usualKeys(folder));
        List<Path> knownHosts = key.map(it -> List.of(it.knownHosts()))
                .orElseGet(() -> List.of(folder.resolve("known_hosts"), Path.of("/etc/ssh/ssh_known_hosts")));
        if (keys.stream().noneMatch(Files::isReadable)) {
            throw new SourceException(tried + ": there is no SSH key to log in with (looked for "
                    + (keys.isEmpty() ? folder.resolve("id_*") : keys.get(0)) + "); name one in the settings");
        }
        return new SshdSessionFactoryBuilder()
                .setHomeDirectory(home.toFile())
                .setSshDirectory(folder.toFile())
                .setPreferredAuthentications("publickey")
                .setConfigStoreFactory((ofUser, file, user) -> new StrictHosts(keys))
                .setDefaultKnownHostsFiles(ignored -> knownHosts)
                .setKeyPasswordProvider(ignored -> new Passphrase(key.flatMap(SshKey::passphrase)))
                .build(null);
    }

    private static List<Path> usualKeys(Path folder) {
        return USUAL_KEYS.stream()
                .map(folder::resolve)
                .filter(Files::isReadable)
                .toList();
    }

    /** The same for every host: a key that is not among the known ones is refused, and nobody is asked. */
    private static final class StrictHosts implements SshConfigStore, SshConfigStore.HostConfig {
        private static final Map<String, String> OPTIONS =
                Map.of("StrictHostKeyChecking", "yes", "HashKnownHosts", "no");

        private final List<String> keys;

        private StrictHosts(List<Path> keys) {
            this.keys = keys.stream().map(Path::toString).toList();
        }

        @Override
        public HostConfig lookup(String hostName, int port, String userName) {
            return this;
        }

        @Override
        public HostConfig lookupDefault(String hostName, int port, String userName) {
            return this;
        }

        @Override
        public @Nullable String getValue(String key) {
            return OPTIONS.get(key);
        }

        @Override
        public List<String> getValues(String key) {
            return key.equalsIgnoreCase("IdentityFile")
                    ? keys
                    : Stream.ofNullable(OPTIONS.get(key)).toList();
        }

        @Override
        public Map<String, String> getOptions() {
            return OPTIONS;
        }

        @Override
        public Map<String, List<String>> getMultiValuedOptions() {
            return Map.of("IDENTITYFILE", keys);
        }
    }

    /** Gives the passphrase once; a wrong one is not tried again. */
    private static final class Passphrase implements KeyPasswordProvider {
        private final Optional<Secret> passphrase;

        private Passphrase(Optional<Secret> passphrase) {
            this.passphrase = passphrase;
        }

        @Override
        public char[] getPassphrase(URIish key, int attempt) {
            return passphrase.map(Secret::reveal).orElse("").toCharArray();
        }

        @Override
        public void setAttempts(int attempts) {
            // One is enough.
        }

        @Override
        public boolean keyLoaded(URIish key, int attempt, Exception failure) {
            return false;
        }
    }
}
