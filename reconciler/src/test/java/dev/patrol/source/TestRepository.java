package dev.patrol.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A repository with working tree, made and changed by git itself. */
final class TestRepository {
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "GIT_CONFIG_GLOBAL",
            "/dev/null",
            "GIT_CONFIG_SYSTEM",
            "/dev/null",
            "GIT_AUTHOR_NAME",
            "Ada",
            "GIT_AUTHOR_EMAIL",
            "ada@example.org",
            "GIT_COMMITTER_NAME",
            "Ada",
            "GIT_COMMITTER_EMAIL",
            "ada@example.org");

    private final Path folder;

    private TestRepository(Path folder) {
        this.folder = folder;
    }

    /** With branch main and no commit. */
    static TestRepository init(Path folder) throws IOException {
        Files.createDirectories(folder);
        TestRepository made = new TestRepository(folder);
        made.git("init", "--quiet", "--initial-branch=main");
        // As the servers that matter allow it, and with v2 of the protocol every git does.
        made.git("config", "uploadpack.allowAnySHA1InWant", "true");
        return made;
    }

    /** The same commits in another folder, without a process of git's. */
    TestRepository copy(Path target) throws IOException {
        Files.createDirectories(target.getParent());
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                Files.copy(path, target.resolve(folder.relativize(path)));
            }
        }
        return new TestRepository(target);
    }

    Path folder() {
        return folder;
    }

    TestRepository write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return this;
    }

    /** Commits all that is there and returns the commit's id. */
    String commit() throws IOException {
        git("add", "--all");
        git("commit", "--quiet", "--allow-empty", "--message=change");
        return git("rev-parse", "HEAD");
    }

    String git(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(ENVIRONMENT);
        Process git = builder.start();
        String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (git.waitFor() != 0) {
                throw new IOException(command + ": " + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
        return said.strip();
    }
}
