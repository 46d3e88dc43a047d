package dev.patrol.settings;

import dev.patrol.secrets.SecretReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How to log in to the Git server; secrets are not yet looked up.
 *
 * @param http for http and https
 * @param ssh for ssh; empty: the keys in {@code ~/.ssh} serve
 */
public record GitOptions(Optional<Token> http, Optional<Key> ssh, Duration timeout) {
    /** A token or password. */
    public record Token(String username, SecretReference token) {}

    /** A private key file, and the file of host keys. */
    public record Key(Path file, Path knownHosts, Optional<SecretReference> passphrase) {}
}
