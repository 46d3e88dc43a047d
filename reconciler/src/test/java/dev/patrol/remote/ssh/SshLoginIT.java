package dev.patrol.remote.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patrol.address.HostPort;
import dev.patrol.definition.NodeDefinition;
import dev.patrol.lab.Lab;
import dev.patrol.remote.NodeReading;
import dev.patrol.remote.RemoteException;
import dev.patrol.remote.UnreachableException;
import dev.patrol.remote.node.ScriptNodeReader;
import dev.patrol.remote.ssh.SshSettings.Checking;
import dev.patrol.remote.ssh.SshSettings.Identity;
import dev.patrol.view.Wording;
import dev.patrol.yaml.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets in where, and what is said to those who do not. */
@Tag("apart")
@Timeout(60)
final class SshLoginIT {
    private static Lab lab;
    private static Nodes nodes;

    @TempDir
    Path folder;

    @BeforeAll
    static void boot() {
        lab = Lab.up("login", "10.77.40", "--nodes", "2");
        nodes = new Nodes(lab);
    }

    @AfterAll
    static void down() {
        lab.close();
    }

    @Test
    void aKeyAndSudoLetIn() throws Exception {
        assertFreshNode(read(nodes.settings(), nodes.node("pg1")));
    }

    @Test
    void rootNeedsNoSudo() throws Exception {
        lab.shell("pg1", "mv /usr/bin/sudo /usr/bin/sudo.away");
        try {
            assertFreshNode(read(nodes.settings(), nodes.as("pg1", "root")));
        } finally {
            lab.shell("pg1", "mv /usr/bin/sudo.away /usr/bin/sudo");
        }
    }

    @Test
    void aUserWithoutSudoIsToldWhatToDo() {
        String message = failure(nodes.settings(), nodes.as("pg1", "nosudo"));

        assertTrue(message.startsWith("nosudo@10.77.40.11:22: "), message);
        assertTrue(message.contains("the user may not run sudo without a password there (\"sudo: "), message);
        assertTrue(message.contains("set ssh.become: none"), message);
    }

    @Test
    void aUserWhoMayNotLogInIsNamed() {
        String message = failure(nodes.settings(), nodes.as("pg1", "nobody-knows"));

        assertTrue(message.contains("it does not let user 'nobody-knows' in with key '" + lab.key() + "'"), message);
    }

    @Test
    void aLoginShellThatRefusesIsQuoted() {
        lab.shell("pg1", "useradd -m -s /usr/sbin/nologin shellless");
        lab.shell("pg1", "cp -r /home/nosudo/.ssh /home/shellless/; chown -R shellless: /home/shellless/.ssh");

        String message = failure(nodes.settings(), nodes.as("pg1", "shellless"));

        assertTrue(message.contains("This account is currently not available"), message);
    }

    @Test
    void aTalkativeLoginShellDoesNoHarm() throws Exception {
        lab.shell("pg1", "useradd -m -s /bin/bash chatty; cp -r /home/nosudo/.ssh /home/chatty/");
        lab.shell("pg1", "echo 'chatty ALL=(ALL) NOPASSWD: ALL' >/etc/sudoers.d/chatty");
        lab.shell(
                "pg1",
                "printf 'printf \"Hello\\\\nthere\"; echo ouch >&2\\n' >/home/chatty/.bashrc; chown -R chatty: /home/chatty");

        assertFreshNode(read(nodes.settings(), nodes.as("pg1", "chatty")));
    }

    @Test
    void anEncryptedKeyOpensWithItsPassphrase() throws Exception {
        Path key = authorized("encrypted", "-t", "ed25519", "-N", "correct horse");

        Identity identity = new Identity.KeyFile(key, Optional.of(new Secret("correct horse")));
        assertFreshNode(read(nodes.with(identity), nodes.node("pg1")));
    }

    @Test
    void otherKindsOfKeysWorkToo() throws Exception {
        for (String kind : List.of("ecdsa", "rsa")) {
            Path key = authorized(kind, "-t", kind, "-N", "");
            assertFreshNode(read(nodes.with(new Identity.KeyFile(key, Optional.empty())), nodes.node("pg1")));
        }
    }

    @Test
    void aCertificateBesideTheKeyIsUsed() throws Exception {
        trustCertificates();
        for (String kind : List.of("ed25519", "ecdsa", "rsa")) {
            Path key = generate("certified-" + kind, "-t", kind, "-N", "");
            certify(key);

            assertFreshNode(read(nodes.with(new Identity.KeyFile(key, Optional.empty())), nodes.node("pg2")));
        }
    }

    @Test
    void aHostCertificateOfAKnownAuthorityIsEnough() throws Exception {
        Path authority = generate("host-authority", "-t", "ed25519", "-N", "");
        Path hostKey = Files.writeString(folder.resolve("host.pub"), lab.shell("pg2", "cat /etc/ssh/*ed25519_key.pub"));
        run("ssh-keygen", "-q", "-s", authority.toString(), "-I", "pg2", "-h", "-n", "10.77.40.12", hostKey.toString());
        String certificate = Files.readString(folder.resolve("host-cert.pub")).strip();
        lab.shell("pg2", "echo '" + certificate + "' >/etc/ssh/host-cert.pub");
        nodes.sshd("pg2", "HostCertificate /etc/ssh/host-cert.pub");
        try {
            String trusted = "@cert-authority 10.77.40.* " + Files.readString(Path.of(authority + ".pub"));
            Path known = Files.writeString(folder.resolve("known_hosts"), trusted);
            assertFreshNode(read(nodes.knowing(known, Checking.STRICT), nodes.node("pg2")));

            Path nothing = Files.writeString(folder.resolve("known_nothing"), "");
            assertTrue(failure(nodes.knowing(nothing, Checking.ACCEPT_NEW), nodes.node("pg2"))
                    .contains("ssh-keyscan"));
        } finally {
            nodes.sshd("pg2", "");
        }
    }

    @Test
    void anAgentsKeysAndCertificatesWork() throws Exception {
        trustCertificates();
        Path unknown = generate("unknown", "-t", "ed25519", "-N", "");
        Path rsa = generate("rsa-certified", "-t", "rsa", "-N", "");
        certify(rsa);
        Path socket = folder.resolve("agent");
        Process agent = new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString()).start();
        try {
            Lab.await("the agent listens", java.time.Duration.ofSeconds(5), () -> Files.exists(socket));
            addToAgent(socket, unknown);
            addToAgent(socket, rsa);

            assertFreshNode(read(nodes.with(new Identity.Agent(socket)), nodes.node("pg2")));
        } finally {
            agent.destroy();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Ciphers chacha20-poly1305@openssh.com",
                "Ciphers aes256-gcm@openssh.com",
                "Ciphers aes256-ctr\nMACs hmac-sha2-512-etm@openssh.com",
                "Ciphers aes128-ctr\nMACs hmac-sha2-256",
                "KexAlgorithms curve25519-sha256",
                "KexAlgorithms ecdh-sha2-nistp521",
                "KexAlgorithms diffie-hellman-group16-sha512",
                "KexAlgorithms diffie-hellman-group-exchange-sha256",
                "HostKeyAlgorithms ecdsa-sha2-nistp256",
                "HostKey /etc/ssh/ssh_host_rsa_key\nHostKeyAlgorithms rsa-sha2-512"
            })
    void aServerMayInsistOnOneOfTheUsualAlgorithms(String lines) throws Exception {
        Path file = folder.resolve("known_hosts");
        lab.shell("pg2", "ssh-keygen -A");
        nodes.sshd("pg2", lines);
        try {
            assertFreshNode(read(nodes.knowing(file, Checking.ACCEPT_NEW), nodes.node("pg2")));
            assertFreshNode(read(nodes.knowing(file, Checking.STRICT), nodes.node("pg2")));
        } finally {
            nodes.sshd("pg2", "");
        }
    }

    @Test
    void anUnknownHostKeyIsRefusedUntilTheGivenLineHasRun() throws Exception {
        Path file = folder.resolve("known_hosts");
        String message = failure(nodes.knowing(file, Checking.STRICT), nodes.node("pg1"));
        String line = message.substring(message.indexOf("ssh-keyscan"));

        run("sh", "-c", line + " 2>/dev/null");

        assertFreshNode(read(nodes.knowing(file, Checking.STRICT), nodes.node("pg1")));
    }

    @Test
    void aNewHostKeyIsAcceptedOnceIfThatIsWanted() throws Exception {
        Path file = folder.resolve("known_hosts");

        read(nodes.knowing(file, Checking.ACCEPT_NEW), nodes.node("pg1"));

        assertEquals(1, Files.readAllLines(file).size());
        read(nodes.knowing(file, Checking.STRICT), nodes.node("pg1"));
    }

    @Test
    void aChangedHostKeyIsRefusedHoweverLenientTheSettings() throws Exception {
        String known = Files.readString(lab.knownHosts());
        Path file = Files.writeString(
                folder.resolve("known_hosts"), known.replace("10.77.40.12", "x").replace("10.77.40.11", "10.77.40.12"));

        String message = failure(nodes.knowing(file, Checking.ACCEPT_NEW), nodes.node("pg2"));

        assertTrue(message.contains("its HOST KEY HAS CHANGED"), message);
    }

    @Test
    void aPortWhereNothingListensIsRefused() {
        NodeDefinition node = nodes.at("pg1", new HostPort("10.77.40.11", 23), Optional.empty());

        assertEquals(
                "patrol@10.77.40.11:23: connection refused; check that sshd runs there and" + " listens on that port",
                failure(nodes.settings(), node));
    }

    @Test
    void aNameThatNobodyKnowsIsTold() {
        NodeDefinition node = nodes.at("pg1", new HostPort("pg1.invalid", 22), Optional.empty());

        String message = failure(nodes.settings(), node);

        assertTrue(message.contains("this machine cannot resolve the name"), message);
    }

    @Test
    void aJumpHostLeadsToANodeThatOnlyItCanReach() throws Exception {
        lab.shell("pg1", "ip route add prohibit 10.77.40.1");
        try {
            assertTrue(failure(nodes.settings(), nodes.node("pg1")).contains("no answer"));

            assertFreshNode(read(nodes.through("pg2"), nodes.node("pg1")));
        } finally {
            lab.shell("pg1", "ip route del prohibit 10.77.40.1");
        }
    }

    @Test
    void behindAJumpHostEverySideOfAFailureIsNamed() {
        NodeDefinition closed = nodes.at("pg1", new HostPort("10.77.40.11", 23), Optional.empty());
        assertEquals(
                "patrol@10.77.40.11:23: not reachable from the jump host: nothing answers there (\"Connection refused\")",
                failure(nodes.through("pg2"), closed));

        nodes.sshd("pg2", "AllowTcpForwarding no");
        try {
            String forbidden = failure(nodes.through("pg2"), nodes.node("pg1"));
            assertTrue(forbidden.contains("from the jump host: its sshd forbids forwarding ("), forbidden);
            assertTrue(forbidden.contains("AllowTcpForwarding"), forbidden);
        } finally {
            nodes.sshd("pg2", "");
        }
    }

    private static NodeReading read(SshSettings settings, NodeDefinition node) throws RemoteException {
        try (SshConnections connections = new SshConnections(settings)) {
            return new ScriptNodeReader(connections).read(node);
        }
    }

    private static String failure(SshSettings settings, NodeDefinition node) {
        return Wording.of(assertThrows(UnreachableException.class, () -> read(settings, node))
                .reason());
    }

    private static void assertFreshNode(NodeReading reading) {
        assertEquals(Optional.empty(), reading.configFile());
        assertEquals(2, reading.units().size());
    }

    private Path authorized(String name, String... options) throws IOException, InterruptedException {
        Path key = generate(name, options);
        String line = Files.readString(Path.of(key + ".pub")).strip();
        lab.shell("pg1", "echo '" + line + "' >>/home/patrol/.ssh/authorized_keys");
        return key;
    }

    private static void trustCertificates() throws IOException, InterruptedException {
        Path authority = lab.key().resolveSibling("authority");
        if (!Files.exists(authority)) {
            run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", authority.toString());
            String line = Files.readString(Path.of(authority + ".pub")).strip();
            lab.shell("pg2", "echo '" + line + "' >/etc/ssh/authority.pub");
            lab.shell("pg2", "echo TrustedUserCAKeys /etc/ssh/authority.pub >/etc/ssh/sshd_config.d/ca.conf");
            lab.shell("pg2", "systemctl restart ssh");
        }
    }

    private static void certify(Path key) throws IOException, InterruptedException {
        String authority = lab.key().resolveSibling("authority").toString();
        run("ssh-keygen", "-q", "-s", authority, "-I", "patrol", "-n", "patrol", "-V", "+1h", key + ".pub");
    }

    private static void addToAgent(Path socket, Path key) throws IOException, InterruptedException {
        run("env", "SSH_AUTH_SOCK=" + socket, "ssh-add", "-q", key.toString());
    }

    private Path generate(String name, String... options) throws IOException, InterruptedException {
        Path key = folder.resolve(name);
        List<String> command = new ArrayList<>(List.of("ssh-keygen", "-q", "-f", key.toString()));
        command.addAll(List.of(options));
        run(command.toArray(String[]::new));
        return key;
    }

    private static void run(String... command) throws IOException, InterruptedException {
        assertEquals(0, new ProcessBuilder(command).inheritIO().start().waitFor(), () -> String.join(" ", command));
    }
}
