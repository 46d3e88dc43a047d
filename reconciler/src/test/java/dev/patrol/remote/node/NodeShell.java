package dev.patrol.remote.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The node's script on this machine: a real shell and real files in a folder, with stand-ins for the commands that
 * would need a node. Each stand-in writes its call, name and arguments, to a list.
 */
final class NodeShell implements AutoCloseable {
    private final Path folder;
    private final List<String> shell;
    private String script;
    private Process process;
    private ReplyReader replies;

    /** The shells of this machine that a node could have. */
    static Stream<String> shells() {
        return Stream.of("dash", "bash --posix", "busybox sh")
                .filter(shell -> Files.isExecutable(Path.of("/usr/bin", shell.split(" ")[0]))
                        || Files.isExecutable(Path.of("/bin", shell.split(" ")[0])));
    }

    /** @param shell the command that runs {@code sh}'s job: {@code dash}, {@code bash --posix} */
    NodeShell(Path folder, String shell) throws IOException {
        this.folder = folder;
        this.shell = List.of(shell.split(" "));
        Files.createDirectories(folder.resolve("bin"));
        // This shell stands for root's; who may own files is tried on real nodes.
        program(
                folder.resolve("bin").resolve("id"),
                "#!/bin/sh\ncase $1 in -u) echo 0 ;; *) echo 'uid=26(postgres) gid=27(postgres)' ;; esac\n");
        command("chown", "");
        command("setpriv", "shift 4; RUN_AS=postgres exec \"$@\"");
        command("restorecon", "");
        command("systemctl", "");
        try (var in = NodeShell.class.getResourceAsStream("node.sh")) {
            script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Puts a command on the script's PATH; {@code body} is what it does after its call has been noted. */
    void command(String name, String body) throws IOException {
        program(
                folder.resolve("bin").resolve(name),
                "#!/bin/sh\nprintf '%s\\n' \"" + name + " $*\" >>\"$CALLS\"\n" + body + "\n");
    }

    static Path program(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Lets the script find that this machine has no such command. */
    void lacks(String command) {
        script = script.replace("command -v " + command, "false");
    }

    Reply ask(Request request) throws IOException {
        String token = "0123456789abcdef0123456789abcdef";
        if (process == null) {
            process = builder().start();
            replies = new ReplyReader(process.getInputStream());
            process.getOutputStream().write(program());
        }
        process.getOutputStream().write(request.bytes(token));
        process.getOutputStream().flush();
        return replies.read(token);
    }

    /** Sends only the beginning of a request, and ends the connection. */
    void breakOff(Request request, int bytesMissing) throws IOException, InterruptedException {
        process = builder().start();
        byte[] bytes = request.bytes("0123456789abcdef0123456789abcdef");
        try (var out = process.getOutputStream()) {
            out.write(program());
            out.write(bytes, 0, bytes.length - bytesMissing);
        }
        process.waitFor();
    }

    /** What the stand-ins were called with, in order. */
    List<String> calls() {
        try {
            Path calls = folder.resolve("calls");
            return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the connection; the next request begins another. */
    @Override
    public void close() throws IOException {
        if (process != null) {
            process.getOutputStream().close();
            process.destroyForcibly();
            process = null;
        }
    }

    private byte[] program() {
        return script.getBytes(StandardCharsets.UTF_8);
    }

    private ProcessBuilder builder() {
        List<String> words = new ArrayList<>(shell);
        words.addAll(List.of("-c", "eval \"$(head -c " + program().length + ")\""));
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.environment().put("PATH", folder.resolve("bin") + ":/usr/bin:/bin");
        builder.environment().put("CALLS", folder.resolve("calls").toString());
        return builder;
    }
}
