package dev.patrol.source;

import dev.patrol.lab.LocalServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** OpenSSH's own server on a loopback port, for the user that runs the test. */
final class GitSshServer implements AutoCloseable {
    private final Path folder;
    private final int port;
    private final LocalServer server;

    private GitSshServer(Path folder, int port, LocalServer server) {
        this.folder = folder;
        this.port = port;
        this.server = server;
    }

    static GitSshServer start(Path folder) throws IOException {
        generateKey(folder.resolve("host"), "");
        Files.createFile(folder.resolve("authorized"));
        // Demanded by sshd when root runs it; Debian's unit makes it at start.
        if (System.getProperty("user.name").equals("root")) {
            Files.createDirectories(Path.of("/run/sshd"));
        }
        int port = LocalServer.nobody().port();
        Files.writeString(
                folder.resolve("config"), """
                Port %d
                ListenAddress 127.0.0.1
                HostKey %s
                AuthorizedKeysFile %s
                PidFile none
                StrictModes no
                UsePAM no
                PasswordAuthentication no
                """.formatted(port, folder.resolve("host"), folder.resolve("authorized")));
        List<String> command = List.of(
                "/usr/sbin/sshd", "-D", "-e", "-f", folder.resolve("config").toString());
        return new GitSshServer(folder, port, LocalServer.start(command, "Server listening", "openssh-server"));
    }

    /** Makes a key pair; the public half is beside it with {@code .pub}. */
    static Path generateKey(Path file, String passphrase) throws IOException {
        run("ssh-keygen", "-q", "-t", "ed25519", "-N", passphrase, "-f", file.toString());
        return file;
    }

    /** Lets the key in; {@code options} are those of an authorized_keys line. */
    void authorize(Path key, String options) throws IOException {
        Path authorized = folder.resolve("authorized");
        Files.writeString(authorized, Files.readString(authorized) + options + " " + publicHalf(key) + "\n");
    }

    /** A known_hosts file that says {@code key} is this server's; hashed, as Debian writes them. */
    Path knownHosts(Path file, Path key) throws IOException {
        Files.writeString(file, "[127.0.0.1]:" + port + " " + publicHalf(key) + "\n");
        run("ssh-keygen", "-q", "-H", "-f", file.toString());
        return file;
    }

    Path hostKey() {
        return folder.resolve("host");
    }

    String url(Path repository) {
        return "ssh://" + System.getProperty("user.name") + "@127.0.0.1:" + port + repository;
    }

    @Override
    public void close() {
        server.close();
    }

    private static String publicHalf(Path key) throws IOException {
        String[] words = Files.readString(Path.of(key + ".pub")).split(" ");
        return words[0] + " " + words[1].strip();
    }

    private static void run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException(String.join(" ", command) + ": " + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
