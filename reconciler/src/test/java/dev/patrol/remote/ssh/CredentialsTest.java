package dev.patrol.remote.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patrol.remote.ssh.SshSettings.Identity;
import dev.patrol.view.Wording;
import dev.patrol.yaml.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CredentialsTest {
    @TempDir
    Path folder;

    private final Watchdog watchdog = new Watchdog();

    @AfterEach
    void close() {
        watchdog.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-t ed25519",
                "-t ecdsa",
                "-t ecdsa -b 521",
                "-t rsa -b 2048",
                "-t rsa -b 2048 -m PEM",
                "-t rsa -b 2048 -m PKCS8",
                "-t ecdsa -m PEM",
                "-t ecdsa -m PKCS8"
            })
    void everyUsualKindOfKeyCanBeUsed(String kind) throws Exception {
        Path plain = generate("plain", kind, "");
        Path encrypted = generate("encrypted", kind, "correct horse");

        assertEquals(1, credentials(plain, Optional.empty()).methods().size());
        assertEquals(
                1,
                credentials(encrypted, Optional.of("correct horse")).methods().size());
    }

    @Test
    void withoutItsPublicHalfBesideItAKeyCanBeUsedToo() throws Exception {
        Path key = generate("alone", "-t rsa -b 2048 -m PEM", "");
        Files.delete(Path.of(key + ".pub"));

        assertEquals(1, credentials(key, Optional.empty()).methods().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-t ed25519", "-t rsa -b 2048 -m PEM", "-t rsa -b 2048 -m PKCS8"})
    void anEncryptedKeyWithoutItsPassphraseSaysSo(String kind) throws Exception {
        Path key = generate("encrypted", kind, "correct horse");

        assertEquals(
                "cannot use private key '" + key + "': it is encrypted, and no passphrase is given; set"
                        + " ssh.passphrase, or use an agent",
                messageOf(credentials(key, Optional.empty())));
        assertEquals(
                "cannot use private key '" + key + "': the passphrase does not open it",
                messageOf(credentials(key, Optional.of("battery staple"))));
    }

    @Test
    void aMissingKeyIsNamed() {
        Path key = folder.resolve("nothing");

        assertEquals(
                "there is no private key '" + key + "'; set ssh.key", messageOf(credentials(key, Optional.empty())));
    }

    @Test
    void whatIsNoKeyIsRefused() throws Exception {
        Path text = Files.writeString(folder.resolve("notes"), "not a key\n");

        String message = messageOf(credentials(text, Optional.empty()));

        assertTrue(message.startsWith("cannot use private key '" + text + "': "), message);
        assertFalse(message.contains("Exception"), message);
    }

    @Test
    void aKeyThatIsReplacedIsReadAgain() throws Exception {
        Path key = generate("key", "-t ed25519", "");
        Credentials credentials = credentials(key, Optional.empty());
        credentials.methods();

        Files.writeString(key, "not a key any more");
        Files.setLastModifiedTime(key, java.nio.file.attribute.FileTime.fromMillis(1_000_000));

        assertThrows(SshProblem.class, credentials::methods);
    }

    @Test
    void anAgentThatIsNotThereIsNamed() {
        Path socket = folder.resolve("agent.sock");
        Credentials credentials = credentials(new Identity.Agent(socket));

        assertTrue(messageOf(credentials).startsWith("cannot ask the agent at '" + socket + "': "));
    }

    private Credentials credentials(Path key, Optional<String> passphrase) {
        return credentials(new Identity.KeyFile(key, passphrase.map(Secret::new)));
    }

    private static String messageOf(Credentials credentials) {
        return Wording.of(assertThrows(SshProblem.class, credentials::methods).reason());
    }

    private Path generate(String name, String kind, String passphrase) throws IOException, InterruptedException {
        Path key = folder.resolve(name);
        List<String> command = new ArrayList<>(List.of("ssh-keygen", "-q", "-f", key.toString(), "-N", passphrase));
        command.addAll(List.of(kind.split(" ")));
        assertEquals(0, new ProcessBuilder(command).inheritIO().start().waitFor());
        return key;
    }

    private Credentials credentials(Identity identity) {
        return new Credentials(identity, Algorithms.offered(), Duration.ofSeconds(1), watchdog);
    }
}
