package dev.patrol.source;

import static java.util.Objects.requireNonNull;

import dev.patrol.yaml.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Where the definitions are and how to get at them.
 *
 * @param repository any Git URL, or a path
 * @param revision a branch, a tag, or a commit id, shortened or not; the repository's own default branch when empty
 * @param stateDirectory where clones of repositories on other machines are kept, a folder for each
 * @param timeout after which a silent server is given up, and after which a transfer is
 */
public record GitSettings(
        String repository, Optional<String> revision, Path stateDirectory, Access access, Duration timeout) {
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);

    /** Credentials, each for the URLs it fits. */
    public record Access(Optional<HttpLogin> http, Optional<SshKey> ssh) {
        public static final Access NONE = new Access(Optional.empty(), Optional.empty());
    }

    /**
     * For http and https.
     *
     * @param tokenFile read at every fetch, so that a token may be renewed while Patrol runs; only without {@code token}
     */
    public record HttpLogin(String username, Optional<Secret> token, Optional<Path> tokenFile) {
        public HttpLogin {
            requireNonNull(username, "username");
            if (token.isPresent() == tokenFile.isPresent()) {
                throw new IllegalArgumentException("give either a token or a file that holds it");
            }
        }
    }

    /** For ssh. Without one, the keys and known hosts in {@code ~/.ssh} serve. */
    public record SshKey(Path privateKey, Path knownHosts, Optional<Secret> passphrase) {
        public SshKey {
            requireNonNull(privateKey, "privateKey");
            requireNonNull(knownHosts, "knownHosts");
            requireNonNull(passphrase, "passphrase");
        }
    }

    public GitSettings {
        requireNonNull(repository, "repository");
        requireNonNull(revision, "revision");
        requireNonNull(stateDirectory, "stateDirectory");
        requireNonNull(access, "access");
        if (timeout.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("the Git time-out must be at least a second: " + timeout);
        }
    }

    /** The default branch, no credentials, the usual time-out. */
    public static GitSettings of(String repository, Path stateDirectory) {
        return new GitSettings(repository, Optional.empty(), stateDirectory, Access.NONE, DEFAULT_TIMEOUT);
    }

    public GitSettings at(String wanted) {
        return new GitSettings(repository, Optional.of(wanted), stateDirectory, access, timeout);
    }
}
