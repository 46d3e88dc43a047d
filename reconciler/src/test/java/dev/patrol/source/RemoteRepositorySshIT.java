package dev.patrol.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patrol.yaml.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Needs Debian's packages git and openssh-server. */
@Tag("apart")
class RemoteRepositorySshIT {
    @TempDir
    Path folder;

    private TestRepository repository;
    private String commit;
    private GitSshServer server;
    private Path key;
    private Path knownHosts;

    @BeforeEach
    void serve() throws IOException {
        repository = TestRepository.init(folder.resolve("fleet"));
        commit = repository.write("clusters/pay.yaml", "one").commit();
        server = GitSshServer.start(Files.createDirectory(folder.resolve("sshd")));
        key = GitSshServer.generateKey(folder.resolve("key"), "");
        server.authorize(key, "restrict");
        knownHosts = server.knownHosts(folder.resolve("known_hosts"), server.hostKey());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void repositoryIsClonedAndFollowed() throws Exception {
        assertEquals(commit, fetch(key, Optional.empty()).revision().value());
        String next = repository.write("clusters/pay.yaml", "two").commit();

        Checkout checkout = fetch(key, Optional.empty());

        assertEquals(next, checkout.revision().value());
        assertEquals("main", checkout.branch());
        assertEquals(Map.of("clusters/pay.yaml", "two"), checkout.files().texts());
    }

    @Test
    void keyMayHaveAPassphrase() throws Exception {
        Path encrypted = GitSshServer.generateKey(folder.resolve("encrypted"), "open sesame");
        server.authorize(encrypted, "restrict");

        assertEquals(
                commit, fetch(encrypted, Optional.of("open sesame")).revision().value());
        assertTrue(failure(encrypted, Optional.of("wrong")).contains("its passphrase is another one"));
        assertTrue(failure(encrypted, Optional.empty()).contains("its passphrase is another one"));
    }

    @Test
    void keyThatTheServerDoesNotKnowIsRefused() throws Exception {
        Path stranger = GitSshServer.generateKey(folder.resolve("stranger"), "");

        assertTrue(failure(stranger, Optional.empty()).contains("the server refuses the SSH key"));
    }

    @Test
    void keyThatIsNotThereIsNamed() {
        assertTrue(failure(folder.resolve("none"), Optional.empty()).contains("looked for " + folder.resolve("none")));
    }

    @Test
    void serverWithAnotherHostKeyIsRefused() throws Exception {
        server.knownHosts(knownHosts, key);

        String message = failure(key, Optional.empty());

        assertTrue(message.startsWith("cannot read the definitions from ssh://127.0.0.1:"), message);
        assertTrue(message.contains("the server's SSH host key is not among the known hosts"), message);
    }

    @Test
    void serverThatNobodyKnowsIsRefused() throws Exception {
        Files.delete(knownHosts);

        assertTrue(failure(key, Optional.empty()).contains("is not among the known hosts"));
    }

    @Test
    void repositoryThatIsNotThereIsSaidToBeUnknown() throws Exception {
        GitSettings settings = settings(server.url(folder.resolve("nothing")), key, Optional.empty());

        String message = assertThrows(SourceException.class, () -> new GitSource(settings).fetch())
                .getMessage();

        assertTrue(message.contains("the server knows no such repository"), message);
    }

    @Test
    void serverThatHangsAfterTheLoginIsGivenUp() throws Exception {
        Path hanging = GitSshServer.generateKey(folder.resolve("hanging"), "");
        server.authorize(hanging, "command=\"sleep 60\"");
        GitSettings patient = settings(server.url(repository.folder()), hanging, Optional.empty());
        GitSettings hasty = new GitSettings(
                patient.repository(),
                Optional.empty(),
                patient.stateDirectory(),
                patient.access(),
                Duration.ofSeconds(1));

        String message = assertThrows(SourceException.class, () -> new GitSource(hasty).fetch())
                .getMessage();

        assertTrue(message.contains("the server was not done within 1 s"), message);
    }

    private Checkout fetch(Path with, Optional<String> passphrase) throws SourceException {
        return new GitSource(settings(server.url(repository.folder()), with, passphrase)).fetch();
    }

    private String failure(Path with, Optional<String> passphrase) {
        return assertThrows(SourceException.class, () -> fetch(with, passphrase))
                .getMessage();
    }

    private GitSettings settings(String url, Path with, Optional<String> passphrase) {
        GitSettings.SshKey ssh = new GitSettings.SshKey(with, knownHosts, passphrase.map(Secret::new));
        return new GitSettings(
                url,
                Optional.empty(),
                folder.resolve("state"),
                new GitSettings.Access(Optional.empty(), Optional.of(ssh)),
                GitSettings.DEFAULT_TIMEOUT);
    }
}
