package dev.patrol.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A Git repository of definitions for the nodes of one lab. */
final class Definitions {
    static final String DEMO = "clusters/demo.yaml";

    private static final Map<String, String> NOBODY = Map.of(
            "GIT_CONFIG_GLOBAL", "/dev/null",
            "GIT_AUTHOR_NAME", "e2e",
            "GIT_AUTHOR_EMAIL", "e2e@example.org",
            "GIT_COMMITTER_NAME", "e2e",
            "GIT_COMMITTER_EMAIL", "e2e@example.org");

    private final Path folder;

    private Definitions(Path folder) {
        this.folder = folder;
    }

    /** A new repository that defines the cluster {@code demo} on the lab's nodes. */
    static Definitions of(Nodes nodes, Path folder) {
        Definitions definitions = empty(folder);
        definitions.restore(nodes);
        return definitions;
    }

    /** A new repository without a commit. */
    static Definitions empty(Path folder) {
        Definitions definitions = new Definitions(folder);
        definitions.git("init", "-q", "-b", "main", folder.toString());
        return definitions;
    }

    /** A new repository with the files of a folder. */
    static Definitions copyOf(Path source, Path folder) {
        Definitions definitions = empty(folder);
        Run.of(List.of("cp", "-r", source + "/.", folder.toString())).expect(0);
        definitions.commit();
        return definitions;
    }

    /** Quick loops make quick tests. */
    static String demo(Nodes nodes) {
        StringBuilder list = new StringBuilder();
        Nodes.NAMES.forEach(node -> list.append("  %s: {address: %s}%n".formatted(node, nodes.address(node))));
        return """
                cluster: demo
                layout: %s
                postgresql:
                  version: %d
                  parameters:
                    max_connections: 60
                    shared_buffers: 32MB
                    work_mem: 4MB
                patroni: {ttl: 20, loop_wait: 1, retry_timeout: 3}
                users:
                  superuser: {name: postgres, password: {env: DEMO_SUPERUSER}}
                  replication: {name: replicator, password: {env: DEMO_REPLICATION}}
                hba:
                  - {type: host, database: all, user: all, address: %s.0/24, method: scram-sha-256}
                nodes:
                """.formatted(nodes.layout(), nodes.suite().postgresql(), nodes.subnet()) + list;
    }

    /** As first defined again, in a new commit; other files are gone. */
    void restore(Nodes nodes) {
        git("-C", folder.toString(), "rm", "-rq", "--ignore-unmatch", ".");
        write(DEMO, demo(nodes));
        commit();
    }

    Path folder() {
        return folder;
    }

    String read(String path) {
        return readFile(folder.resolve(path));
    }

    static String readFile(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void write(String path, String text) {
        writeFile(folder.resolve(path), text);
    }

    static void writeFile(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Replaces words of the cluster's file, which must be there, and commits. */
    void change(String before, String after) {
        String text = read(DEMO);
        if (!text.contains(before)) {
            throw new AssertionError("no '" + before + "' in " + text);
        }
        write(DEMO, text.replace(before, after));
        commit();
    }

    void commit() {
        git("-C", folder.toString(), "add", "--all");
        git("-C", folder.toString(), "commit", "-q", "--allow-empty", "-m", "change");
    }

    String head() {
        return git("-C", folder.toString(), "rev-parse", "HEAD").out().strip();
    }

    private Run git(String... arguments) {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        return Run.of(command, NOBODY).expect(0);
    }
}
