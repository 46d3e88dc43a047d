package dev.patrol.lab;

import dev.patrol.address.HostPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Real nodes for end-to-end tests: {@code examples/lab/lab} in Java. Whatever the script refuses is an exception with
 * its words. The lab goes when it is closed, or when this JVM ends; with {@code -Dpatrol.lab.keep} it stays, and the
 * next run takes it as it finds it.
 *
 * <p>{@code -Dpatrol.lab=PATH} names another script, {@code -Dpatrol.lab.suite=bookworm} the other Debian release.
 */
public final class Lab implements AutoCloseable {
    private final String name;
    private final Map<String, String> environment = new HashMap<>();
    private final Map<String, HostPort> nodes = new HashMap<>();
    private final boolean isKept;
    private boolean wasThere;
    private final RootShells shells = new RootShells(node -> command("exec", node, "bash", "--norc"));

    private Lab(String name, boolean isKept) {
        this.name = name;
        this.isKept = isKept;
    }

    /** Boots a lab, and clears what an old one of that name left. {@code subnet} is the first three numbers. */
    public static Lab up(String name, String subnet, String... options) {
        Lab lab = new Lab(name, false);
        List<String> words = new ArrayList<>(
                List.of("--owner-pid", Long.toString(ProcessHandle.current().pid())));
        words.addAll(List.of(options));
        lab.boot(subnet, words);
        return lab;
    }

    /** Takes the lab of that name as it is, if all its nodes run, and boots one otherwise. It stays, even when closed. */
    public static Lab kept(String name, String subnet, String... options) {
        Lab lab = new Lab(name, true);
        lab.wasThere = lab.isUp();
        if (lab.wasThere) {
            lab.readEnvironment();
        } else {
            lab.boot(subnet, List.of(options));
        }
        return lab;
    }

    /** Whether an earlier run has left it: nobody knows in which state. */
    public boolean wasThere() {
        return wasThere;
    }

    private boolean isUp() {
        try {
            List<String> found = run("list").lines().skip(1).toList();
            return !found.isEmpty() && found.stream().allMatch(node -> node.endsWith(" running"));
        } catch (IllegalStateException e) {
            return false; // there is none
        }
    }

    private void boot(String subnet, List<String> options) {
        List<String> words = new ArrayList<>(List.of("--subnet", subnet, "--suite", suite()));
        words.addAll(options);
        run("up", words.toArray(String[]::new));
        readEnvironment();
    }

    private void readEnvironment() {
        run("env").lines().forEach(this::remember);
    }

    public static String suite() {
        return System.getProperty("patrol.lab.suite", "trixie");
    }

    /** The private key that lets {@code patrol}, {@code nosudo} and {@code root} in on every node. */
    public Path key() {
        return Path.of(environment.get("LAB_KEY"));
    }

    public Path knownHosts() {
        return Path.of(environment.get("LAB_KNOWN_HOSTS"));
    }

    public String postgresqlVersion() {
        return environment.get("PG_VERSION");
    }

    /** Where a node's sshd answers. */
    public HostPort ssh(String node) {
        return nodes.get(node);
    }

    /** Runs a command on a node as root, also while the node is cut off, and returns what it printed. */
    public String exec(String node, String... command) {
        RootShell.Answer answer = shells.run(node, List.of(command));
        return output(List.of(command) + " on " + node, answer);
    }

    /** Runs lines of shell on a node as root. */
    public String shell(String node, String script) {
        return exec(node, "sh", "-euc", script);
    }

    public void cut(String node) {
        run("cut", node);
    }

    public void join(String node) {
        run("join", node);
    }

    /** A power cut; {@code --all} stands for all nodes, here and below. */
    public void kill(String... names) {
        power("kill", names);
    }

    public void stop(String... names) {
        power("stop", names);
    }

    public void start(String... names) {
        power("start", names);
    }

    /** Fresh disks; with all nodes at once also a new, empty etcd cluster. */
    public void reset(String... names) {
        power("reset", names);
    }

    /** Keeps the disks of all nodes, which stand still for a moment. */
    public void save(String state) {
        run("save", state);
    }

    /** Boots all nodes with their disks as they were saved, as after a power cut. */
    public void load(String state) {
        power("load", state);
    }

    @Override
    public void close() {
        if (!isKept) {
            power("down");
        }
    }

    /** Looks again and again until it is so; nodes take their time. */
    public static void await(String what, Duration limit, BooleanSupplier condition) {
        await(() -> what, limit, condition);
    }

    /** The same, where only the end can tell what is missing. */
    public static void await(Supplier<String> what, Duration limit, BooleanSupplier condition) {
        long began = System.nanoTime();
        CountDownLatch never = new CountDownLatch(1);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - began > limit.toNanos()) {
                throw new AssertionError("not within " + limit.toSeconds() + " s: " + what.get());
            }
            try {
                never.await(200, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                throw new IllegalStateException("interrupted while waiting: " + what.get(), e);
            }
        }
    }

    private void remember(String line) {
        String[] pair = line.split("=", 2);
        String value = pair[1].replaceAll("^['\"]|['\"]$", "");
        environment.put(pair[0], value);
        if (pair[0].equals("LAB_NODES")) {
            for (String node : value.split(" ")) {
                nodes.put(node.split("=")[0], new HostPort(node.split("=")[1], 22));
            }
        }
    }

    // A shell that has ended is known as such a moment later only.
    private void power(String command, String... arguments) {
        shells.close();
        run(command, arguments);
    }

    private String run(String command, String... arguments) {
        List<String> words = command(command, arguments);
        try {
            Path errors = Files.createTempFile("lab", ".err");
            Process process = new ProcessBuilder(words)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectError(errors.toFile())
                    .start();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            RootShell.Answer answer = new RootShell.Answer(process.waitFor(), out, Files.readString(errors));
            Files.delete(errors);
            return output(words.toString(), answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted during " + words, e);
        }
    }

    private static String output(String what, RootShell.Answer answer) {
        if (answer.status() != 0) {
            throw new IllegalStateException(
                    what + " ended with " + answer.status() + ": " + answer.err() + answer.out());
        }
        return answer.out();
    }

    private List<String> command(String command, String... arguments) {
        List<String> words = new ArrayList<>(List.of(script().toString(), command, "--name", name));
        words.addAll(List.of(arguments));
        return words;
    }

    private static Path script() {
        Path root = Path.of(System.getProperty("patrol.root", ".."))
                .toAbsolutePath()
                .normalize();
        return Path.of(System.getProperty(
                "patrol.lab", root.resolve("examples/lab/lab").toString()));
    }
}
