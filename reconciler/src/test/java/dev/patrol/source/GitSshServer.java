package dev.patrol.source;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** OpenSSH's own server on a loopback port, for the user that runs the test. */
final class GitSshServer implements AutoCloseable {
    private final Path folder;
    private final int port;
    private final Process process;

    private GitSshServer(Path folder, int port, Process process) {
        this.folder = folder;
        this.port = port;
        this.process = process;
    }

    static GitSshServer start(Path folder) throws IOException {
        generateKey(folder.resolve("host"), "");
        Files.createFile(folder.resolve("authorized"));
        // Demanded by sshd when root runs it; Debian's unit makes it at start.
        if (System.getProperty("user.name").equals("root")) {
            Files.createDirectories(Path.of("/run/sshd"));
        }
        int port = freePort();
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
        Process sshd = new ProcessBuilder(
                        "/usr/sbin/sshd",
                        "-D",
                        "-e",
                        "-f",
                        folder.resolve("config").toString())
                .redirectErrorStream(true)
                .start();
        GitSshServer server = new GitSshServer(folder, port, sshd);
        server.awaitReady();
        return server;
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
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static String publicHalf(Path key) throws IOException {
        String[] words = Files.readString(Path.of(key + ".pub")).split(" ");
        return words[0] + " " + words[1].strip();
    }

    private static int freePort() throws IOException {
        try (ServerSocket closing = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return closing.getLocalPort();
        }
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

    // sshd says when it listens; its output must be read to the end, or it would block.
    private void awaitReady() throws IOException {
        BufferedReader output = process.inputReader();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.contains("Server listening")) {
                Thread drain = new Thread(() -> output.lines().forEach(ignored -> {}), "sshd-output");
                drain.setDaemon(true);
                drain.start();
                return;
            }
        }
        throw new IOException("sshd ended before it was ready; is Debian's openssh-server installed?");
    }
}
