package dev.patrol.remote.ssh;

import dev.patrol.problem.Message;
import dev.patrol.problem.Reason;
import dev.patrol.remote.Unreached;
import dev.patrol.remote.ssh.SshSettings.Identity;
import dev.patrol.yaml.Secret;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.schmizz.sshj.Config;
import net.schmizz.sshj.common.Factory;
import net.schmizz.sshj.common.SSHRuntimeException;
import net.schmizz.sshj.userauth.keyprovider.FileKeyProvider;
import net.schmizz.sshj.userauth.keyprovider.KeyPairWrapper;
import net.schmizz.sshj.userauth.keyprovider.KeyProviderUtil;
import net.schmizz.sshj.userauth.method.AuthMethod;
import net.schmizz.sshj.userauth.method.AuthPublickey;
import net.schmizz.sshj.userauth.password.PasswordFinder;
import net.schmizz.sshj.userauth.password.PasswordUtils;

/** Our side of a login: the key file, read and decrypted once until it changes, or the agent's keys. */
final class Credentials {
    private final Identity identity;
    private final Config config;
    private final Duration agentLimit;
    private final Watchdog watchdog;
    private Optional<Loaded> loaded = Optional.empty();

    /** @param agentLimit for each answer of an agent */
    Credentials(Identity identity, Config config, Duration agentLimit, Watchdog watchdog) {
        this.identity = identity;
        this.config = config;
        this.agentLimit = agentLimit;
        this.watchdog = watchdog;
    }

    /** What to try, in this order. */
    List<AuthMethod> methods() throws IOException {
        if (identity instanceof Identity.Agent agent) {
            return SshAgent.methods(new AgentSocket(agent.socket(), agentLimit, watchdog));
        }
        Identity.KeyFile file = (Identity.KeyFile) identity;
        return List.of(new AuthPublickey(new KeyPairWrapper(key(file))));
    }

    /** That a machine does not let this user in with them. */
    Reason refused(String user) {
        if (identity instanceof Identity.Agent agent) {
            return Unreached.LOGIN_BY_AGENT.with("user", user, "socket", agent.socket());
        }
        Path path = ((Identity.KeyFile) identity).path();
        return Unreached.LOGIN_BY_KEY.with(
                "user",
                user,
                "key",
                path,
                "certificate",
                Optional.of(certificate(path)).filter(Files::exists));
    }

    private synchronized KeyPair key(Identity.KeyFile file) throws IOException {
        List<FileTime> times = times(file.path());
        if (loaded.isEmpty() || !loaded.get().times().equals(times)) {
            loaded = Optional.of(new Loaded(times, load(file)));
        }
        return loaded.get().key();
    }

    private KeyPair load(Identity.KeyFile identityFile) throws IOException {
        File file = identityFile.path().toFile();
        PasswordFinder finder = identityFile
                .passphrase()
                .map(Secret::reveal)
                .map(passphrase -> PasswordUtils.createOneOff(passphrase.toCharArray()))
                .orElse(null);
        try {
            String format = KeyProviderUtil.detectKeyFileFormat(file).toString();
            FileKeyProvider provider = Factory.Named.Util.create(config.getFileKeyProviderFactories(), format);
            if (provider == null) {
                throw new IOException("not a private key in OpenSSH's or PEM format");
            }
            provider.init(file, finder);
            return new KeyPair(provider.getPublic(), provider.getPrivate());
        } catch (IOException | SSHRuntimeException e) {
            throw new SshProblem(cannotLoad(identityFile, e), e);
        }
    }

    private static Reason cannotLoad(Identity.KeyFile file, Exception failure) throws IOException {
        if (!isEncrypted(file.path())) {
            return Unreached.KEY_UNUSABLE.with("key", file.path(), "said", Message.of(failure));
        }
        return (file.passphrase().isPresent() ? Unreached.KEY_PASSPHRASE : Unreached.KEY_ENCRYPTED)
                .with("key", file.path());
    }

    private static boolean isEncrypted(Path file) throws IOException {
        String text = Files.readString(file);
        // "bcrypt" in base64 at the place where OpenSSH's format names the key derivation; PEM says it in words.
        return text.contains("ENCRYPTED") || text.replaceAll("\\s", "").contains("AAAAGYmNyeXB0");
    }

    private static List<FileTime> times(Path key) throws IOException {
        try {
            FileTime ofKey = Files.getLastModifiedTime(key);
            return Files.exists(certificate(key))
                    ? List.of(ofKey, Files.getLastModifiedTime(certificate(key)))
                    : List.of(ofKey);
        } catch (NoSuchFileException e) {
            throw new SshProblem(Unreached.KEY_MISSING.with("key", key), e);
        }
    }

    private static Path certificate(Path key) {
        return Path.of(key + "-cert.pub");
    }

    private record Loaded(List<FileTime> times, KeyPair key) {}
}
