package dev.patrol.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A shell that stays on a node and runs one command after another, each in a subshell of its own: nothing of one
 * command's settings, folder or environment reaches the next.
 *
 * <p>A command is one statement on the shell's standard input. It reads nothing, and writes into two files on the node,
 * which are read from here by way of {@code /proc/PID/root} and are deleted with its answer. So the shell's own standard
 * output says nothing but the exit status of each command, and whatever a command leaves in the background neither holds
 * the answer up nor gets into another one.
 */
final class RootShell implements AutoCloseable {
    /** How a command ended, and what it printed until then. */
    record Answer(int status, String out, String err) {}

    private final String mark = "shell-" + UUID.randomUUID();
    private final Process process;
    private final Writer commands;
    private final BufferedReader answers;
    private final String files;
    private final Duration limit;

    private RootShell(Process process, String folder, Duration limit) {
        this.process = process;
        this.commands = process.outputWriter(StandardCharsets.UTF_8);
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.files = folder + "/" + mark;
        this.limit = limit;
    }

    /**
     * Starts one.
     *
     * @param command a bash that reads commands, or what becomes one and has entered its node by then
     * @param folder where on the node the files with output go for a moment
     * @param limit how long a command may take
     */
    static RootShell open(List<String> command, String folder, Duration limit) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new RootShell(process, folder, limit);
    }

    /** Whether it can take another command. */
    boolean isAlive() {
        return process.isAlive();
    }

    /**
     * Runs a command.
     *
     * @throws IllegalStateException when the shell ended meanwhile, or was ended at the limit; it is of no more use then
     */
    Answer run(List<String> words) {
        CompletableFuture<Void> answered = new CompletableFuture<>();
        answered.orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS).exceptionally(late -> {
            close();
            return null;
        });
        StringBuilder complaints = new StringBuilder();
        try {
            send(statement(words), complaints);
            int status = awaitStatus(complaints);
            if (!answered.complete(null)) {
                throw new IOException("a command that is ended has a status too");
            }
            return new Answer(status, printed(".out"), printed(".err") + complaints);
        } catch (IOException e) {
            close();
            String why = answered.isCompletedExceptionally()
                    ? "did not end within " + limit.toMillis() + " ms"
                    : "was cut short: the shell has ended";
            throw new IllegalStateException(words + " " + why + "; " + complaints, e);
        } finally {
            answered.complete(null);
        }
    }

    private String statement(List<String> words) {
        String quoted = words.stream()
                .map(word -> "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
        return "(exec %s) </dev/null >%s.out 2>%s.err; echo %s $?%n".formatted(quoted, files, files, mark);
    }

    // To a shell that has ended already; what it said at last tells why.
    private void send(String statement, StringBuilder complaints) {
        try {
            commands.write(statement);
            commands.flush();
        } catch (IOException e) {
            complaints.append(e.getMessage()).append('\n');
        }
    }

    // Whatever else the shell says is a complaint of its own, as of a full disk.
    private int awaitStatus(StringBuilder complaints) throws IOException {
        for (String line = answers.readLine(); line != null; line = answers.readLine()) {
            if (line.startsWith(mark + " ")) {
                return Integer.parseInt(line.substring(mark.length() + 1));
            }
            complaints.append(line).append('\n');
        }
        throw new IOException("nothing more to read");
    }

    private String printed(String suffix) throws IOException {
        Path file = Path.of("/proc/" + process.pid() + "/root" + files + suffix);
        byte[] bytes = Files.readAllBytes(file);
        Files.delete(file);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Ends it, and the command that it runs. */
    @Override
    public void close() {
        Stream.concat(process.descendants().toList().stream(), Stream.of(process.toHandle()))
                .forEach(ProcessHandle::destroyForcibly);
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a shell ended", e);
        }
    }
}
