package dev.patrol.settings;

import dev.patrol.problem.Problems;
import dev.patrol.remote.ssh.SshSettings;
import dev.patrol.remote.ssh.SshSettings.Identity;
import dev.patrol.secrets.SecretLookup;
import dev.patrol.secrets.SecretReference;
import java.util.Optional;

/**
 * How to log in to nodes, with the key's passphrase not yet looked up: commands that reach no node need none.
 *
 * @param plain without the passphrase
 */
public record SshOptions(SshSettings plain, Optional<SecretReference> passphrase) {
    /** With the passphrase; a problem when it cannot be had. */
    public SshSettings resolved(SecretLookup secrets, Problems problems) {
        if (passphrase.isEmpty() || !(plain.identity() instanceof Identity.KeyFile key)) {
            return plain;
        }
        Identity unlocked = new Identity.KeyFile(key.path(), Optional.of(secrets.resolve(passphrase.get(), problems)));
        return new SshSettings(
                plain.user(), unlocked, plain.knownHosts(), plain.jumpHost(), plain.become(), plain.limits());
    }
}
