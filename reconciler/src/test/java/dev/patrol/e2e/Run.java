package dev.patrol.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A finished process: how it ended and what it printed. */
record Run(List<String> command, int exit, String out, String err, Duration took) {
    private static final Duration LIMIT = Duration.ofMinutes(5);

    static Run of(List<String> command) {
        return of(command, Map.of());
    }

    static Run of(List<String> command, Map<String, String> environment) {
        return start(command, environment).await();
    }

    static Background start(List<String> command, Map<String, String> environment) {
        try {
            Path out = Files.createTempFile("patrol-e2e", ".out");
            Path err = Files.createTempFile("patrol-e2e", ".err");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().putAll(environment);
            return new Background(command, builder.start(), out, err, Instant.now());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A process that may still run. */
    record Background(List<String> command, Process process, Path outFile, Path errFile, Instant began) {
        Run await() {
            try {
                if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                    kill();
                    throw new AssertionError("still running after " + LIMIT + ": " + command + "\n" + printed());
                }
                Run run = new Run(
                        command,
                        process.exitValue(),
                        Files.readString(outFile),
                        Files.readString(errFile),
                        Duration.between(began, Instant.now()));
                Files.deleteIfExists(outFile);
                Files.deleteIfExists(errFile);
                return run;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                kill();
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted while waiting for " + command, e);
            }
        }

        /** What came so far. */
        String printed() {
            try {
                return Files.readString(outFile) + Files.readString(errFile);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** As with {@code kill -9}, of all that it started too. */
        void kill() {
            List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                    .toList();
            all.forEach(ProcessHandle::destroyForcibly);
            process.onExit().join();
        }
    }

    Run expect(int status) {
        if (exit != status) {
            throw new AssertionError("expected exit status " + status + ": " + this);
        }
        return this;
    }

    /** Both streams, for what may be said on either. */
    String said() {
        return out + err;
    }

    @Override
    public String toString() {
        return String.join(" ", command) + "\nended with " + exit + " after " + took.toMillis() + " ms\n--- stdout\n"
                + out + "--- stderr\n" + err;
    }
}
