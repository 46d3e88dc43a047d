package dev.patrol.e2e;

import com.google.gson.JsonParser;
import dev.patrol.Main;
import dev.patrol.lab.Lab;
import dev.patrol.settings.Surroundings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Patrol, as a user runs it, with a settings file, an environment and a repository. Mostly in this JVM, which saves its
 * start; {@link #launch} and {@link #start} run the packaged program.
 */
final class Program {
    /** Characters that YAML, shells and libpq would each like to take for something else. */
    static final String SUPERUSER_PASSWORD = "p@ss: \"w'o\\rd # $HOME 1e3";

    static final String REPLICATION_PASSWORD = "012";

    private static final String LAUNCHER =
            Nodes.ROOT.resolve("reconciler/bin/patrol").toString();

    // One class archive for the whole run; only the first process pays for it.
    private static final String CACHE =
            Nodes.ROOT.resolve("reconciler/target/e2e-cache").toString();

    private static final Map<String, String> ENVIRONMENT = Map.of(
            "FLEET_SUPERUSER", "of the example fleet",
            "FLEET_REPLICATION", "of the example fleet",
            "FLEET_RESTAPI", "of the example fleet",
            "DEMO_SUPERUSER", SUPERUSER_PASSWORD,
            "DEMO_REPLICATION", REPLICATION_PASSWORD);

    private final Path home;
    private final Path repository;

    private Program(Path home, Path repository) {
        this.home = home;
        this.repository = repository;
    }

    /** Who logs in to the nodes, and what it trusts. */
    record Access(String user, Path key, Path knownHosts) {
        static Access to(Lab lab) {
            return new Access("patrol", lab.key(), lab.knownHosts());
        }

        Access as(String other) {
            return new Access(other, key, knownHosts);
        }

        Access trusting(Path file) {
            return new Access(user, key, file);
        }
    }

    /** A program that keeps its settings and state below {@code home}. */
    static Program in(Path home, Access access, Path repository) {
        return in(home, access, repository, "");
    }

    static Program in(Path home, Access access, Path repository, String moreSettings) {
        String settings = """
                repo: %s
                state_directory: %s/state
                ssh:
                  user: %s
                  key: %s
                  known_hosts: %s
                """.formatted(repository, home, access.user(), access.key(), access.knownHosts());
        try {
            Files.createDirectories(home);
            Files.writeString(home.resolve("patrol.yaml"), settings + moreSettings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Program(home, repository);
    }

    /** Runs a command in this JVM. */
    Run run(String... arguments) {
        List<String> words = words(arguments);
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Instant began = Instant.now();
        int exit = Main.run(
                surroundings(), new PrintWriter(out, true), new PrintWriter(err, true), words.toArray(String[]::new));
        words.add(0, "patrol");
        return new Run(words, exit, out.toString(), err.toString(), Duration.between(began, Instant.now()));
    }

    /** Runs the packaged program to its end. */
    Run launch(String... arguments) {
        return start(arguments).await();
    }

    /** The same with other variables in its environment. */
    Run launch(Map<String, String> variables, String... arguments) {
        return start(variables, arguments).await();
    }

    /** Starts the packaged program. */
    Run.Background start(String... arguments) {
        return start(Map.of("PATROL_CACHE", CACHE), arguments);
    }

    private Run.Background start(Map<String, String> variables, String... arguments) {
        List<String> command = words(arguments);
        command.add(0, LAUNCHER);
        Map<String, String> environment = new HashMap<>(ENVIRONMENT);
        environment.putAll(variables);
        LaunchCount.add();
        return Run.start(command, environment);
    }

    private List<String> words(String... arguments) {
        List<String> words = new ArrayList<>();
        Collections.addAll(words, arguments);
        words.add("--settings=" + home.resolve("patrol.yaml"));
        words.add("--repo=" + repository);
        return words;
    }

    private Surroundings surroundings() {
        Surroundings process = Surroundings.ofProcess();
        Map<String, String> environment = new HashMap<>(process.environment());
        environment.putAll(ENVIRONMENT);
        return new Surroundings(environment, process.home(), process.workingDirectory(), process.user());
    }

    /** What {@code plan} says of the cluster {@code demo}; the exit status must be this one. */
    Planned plan(int status) {
        return planned(run("plan", "--format=json").expect(status));
    }

    /** What {@code apply} did to the cluster {@code demo}. */
    Planned apply(int status) {
        return planned(run("apply", "--format=json").expect(status));
    }

    static Planned planned(Run run) {
        return Planned.of(JsonParser.parseString(run.out()).getAsJsonObject());
    }
}
