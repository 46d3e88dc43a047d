package dev.patrol.remote.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patrol.address.HostPort;
import dev.patrol.remote.ssh.SshSettings.Checking;
import dev.patrol.remote.ssh.SshSettings.KnownHosts;
import dev.patrol.view.Wording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.KeyType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HostKeysTest {
    private static final HostPort HOST = new HostPort("10.0.1.11", 2222);
    private static final PublicKey ED25519 = key("Ed25519");
    private static final PublicKey OTHER_ED25519 = key("Ed25519");
    private static final PublicKey ECDSA = key("EC");
    private static final PublicKey RSA = key("RSA");

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void algorithms() {
        Algorithms.offered();
        file = folder.resolve("ssh/known_hosts");
    }

    @Test
    void aKeyInTheFileIsAccepted() throws IOException {
        known(line("[10.0.1.11]:2222", RSA), line("[10.0.1.11]:2222", ECDSA), line("[10.0.1.11]:2222", ED25519));

        assertTrue(strict().verify(HOST.host(), HOST.port(), ED25519));
        assertTrue(strict().verify(HOST.host(), HOST.port(), ECDSA));
        assertTrue(strict().verify(HOST.host(), HOST.port(), RSA));
    }

    @Test
    void anUnknownKeyIsRefusedWithTheLineThatAddsIt() throws IOException {
        HostKeys keys = strict();

        assertFalse(keys.verify(HOST.host(), HOST.port(), ED25519));

        String message = Wording.of(keys.refusal().orElseThrow().reason());
        assertTrue(message.contains("ssh-keyscan -p 2222 10.0.1.11 >> '" + file + "'"), message);
        assertTrue(message.contains("ssh-ed25519 SHA256:"), message);
    }

    @Test
    void behindAJumpHostTheLineGoesThroughIt() throws IOException {
        KnownHosts settings = new KnownHosts(file, Checking.STRICT);
        HostKeys keys = new HostKeys(settings, HOST, Optional.of("-p 22 ops@jump"));

        keys.verify(HOST.host(), HOST.port(), ED25519);

        String message = Wording.of(keys.refusal().orElseThrow().reason());
        assertTrue(message.contains("ssh -p 22 ops@jump ssh-keyscan -p 2222 10.0.1.11 >> "), message);
    }

    @Test
    void aChangedKeyIsRefusedLoudly() throws IOException {
        known(line("[10.0.1.11]:2222", ED25519));

        for (Checking checking : Checking.values()) {
            HostKeys keys = new HostKeys(new KnownHosts(file, checking), HOST, Optional.empty());
            assertFalse(keys.verify(HOST.host(), HOST.port(), OTHER_ED25519));
            String message = Wording.of(keys.refusal().orElseThrow().reason());
            assertTrue(message.contains("HOST KEY HAS CHANGED"), message);
            assertTrue(message.contains("ssh-keygen -R '[10.0.1.11]:2222' -f '" + file + "'"), message);
        }
    }

    @Test
    void aKeyOfAnotherKindThanTheKnownOneIsAChangedKey() throws IOException {
        known(line("[10.0.1.11]:2222", ED25519));

        HostKeys keys = acceptNew();

        assertFalse(keys.verify(HOST.host(), HOST.port(), ECDSA));
        assertTrue(Wording.of(keys.refusal().orElseThrow().reason()).contains("HAS CHANGED"));
    }

    @Test
    void acceptingNewKeysAddsThemOnce() throws IOException {
        assertTrue(acceptNew().verify(HOST.host(), HOST.port(), ED25519));
        assertTrue(acceptNew().verify(HOST.host(), HOST.port(), ED25519));

        assertEquals(List.of(line("[10.0.1.11]:2222", ED25519)), Files.readAllLines(file));
        assertFalse(acceptNew().verify(HOST.host(), HOST.port(), OTHER_ED25519));
    }

    @Test
    void aRevokedKeyIsRefusedEvenIfAnotherLineAllowsIt() throws IOException {
        known(line("[10.0.1.11]:2222", ED25519), line("@revoked *", ED25519));

        HostKeys keys = strict();

        assertFalse(keys.verify(HOST.host(), HOST.port(), ED25519));
        assertTrue(Wording.of(keys.refusal().orElseThrow().reason()).contains("is revoked"));
    }

    @Test
    void aFileWithOnlyAnRsaKeyAsksForAnRsaSignature() throws IOException {
        known(line("[10.0.1.11]:2222", RSA));

        List<String> algorithms = strict().findExistingAlgorithms(HOST.host(), HOST.port());

        assertTrue(algorithms.containsAll(List.of("rsa-sha2-512", "rsa-sha2-256")), algorithms::toString);
    }

    private HostKeys strict() throws IOException {
        return new HostKeys(new KnownHosts(file, Checking.STRICT), HOST, Optional.empty());
    }

    private HostKeys acceptNew() throws IOException {
        return new HostKeys(new KnownHosts(file, Checking.ACCEPT_NEW), HOST, Optional.empty());
    }

    private void known(String... lines) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, List.of(lines));
    }

    private static String line(String host, PublicKey key) {
        byte[] blob = new Buffer.PlainBuffer().putPublicKey(key).getCompactData();
        return host + " " + KeyType.fromKey(key) + " " + Base64.getEncoder().encodeToString(blob);
    }

    private static PublicKey key(String algorithm) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            if (algorithm.equals("EC")) {
                generator.initialize(256);
            }
            return generator.generateKeyPair().getPublic();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
