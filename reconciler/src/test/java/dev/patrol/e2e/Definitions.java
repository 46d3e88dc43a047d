package dev.patrol.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Git repository of definitions for the nodes of one lab. What a test changes stays for the next one, since to undo it
 * would take a rollout of its own; so tests change what is, and do not rely on what was.
 */
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
        definitions.begin(nodes);
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
    private static String demo(Nodes nodes) {
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

    /** As at first, in a new commit; other files are gone. */
    void begin(Nodes nodes) {
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

    /** The value of one of PostgreSQL's parameters. */
    String parameter(String name) {
        Matcher line = lineOf("    " + name, read(DEMO));
        if (!line.find()) {
            throw new AssertionError("no parameter '" + name + "' in " + read(DEMO));
        }
        return line.group("value");
    }

    /** Gives one of PostgreSQL's parameters a value, and commits. */
    void setParameter(String name, String value) {
        set("    " + name, value, "  parameters:\n");
    }

    /** Commits the next larger number, or with a negative one a smaller, and returns the value. */
    String grow(String parameter, int by) {
        Matcher value = Pattern.compile("(\\d+)(.*)").matcher(parameter(parameter));
        value.matches();
        String grown = Integer.parseInt(value.group(1)) + by + value.group(2);
        setParameter(parameter, grown);
        return grown;
    }

    /** Gives one of the cluster's keys a value, in one line, and commits. */
    void setKey(String key, String value) {
        set(key, value, "^");
    }

    /** Leaves one of PostgreSQL's parameters to its default, and commits. */
    void removeParameter(String name) {
        removeKey("    " + name);
    }

    /** Takes a key of one line away, and commits. */
    void removeKey(String key) {
        replaceAll(lineOf(key, read(DEMO)), "");
    }

    /** Puts a rule before the others, and commits. */
    void addRule(String rule) {
        change("hba:\n", "hba:\n  - " + rule + "\n");
    }

    private void set(String key, String value, String otherwiseAfter) {
        Matcher line = lineOf(key, read(DEMO));
        String text = Matcher.quoteReplacement(key + ": " + value + "\n");
        if (line.find()) {
            replaceAll(line.reset(), text);
        } else {
            Matcher place = Pattern.compile(otherwiseAfter).matcher(read(DEMO));
            write(DEMO, place.replaceFirst(result -> Matcher.quoteReplacement(result.group()) + text));
            commit();
        }
    }

    private static Matcher lineOf(String key, String text) {
        return Pattern.compile("(?m)^" + Pattern.quote(key) + ": (?<value>.*)\n")
                .matcher(text);
    }

    private void replaceAll(Matcher matcher, String replacement) {
        write(DEMO, matcher.replaceAll(replacement));
        commit();
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

    /** Everything as in that commit, in a new one. */
    void goBackTo(String commit) {
        git("-C", folder.toString(), "rm", "-rq", "--ignore-unmatch", ".");
        git("-C", folder.toString(), "checkout", "-q", commit, "--", ".");
        commit();
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
