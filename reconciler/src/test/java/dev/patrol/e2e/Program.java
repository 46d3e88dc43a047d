package dev.patrol.e2e;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.patrol.lab.Lab;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The packaged program, as a user runs it: a process with a settings file, an environment, and a repository. */
final class Program {
    /** Characters that YAML, shells and libpq would each like to take for something else. */
    static final String SUPERUSER_PASSWORD = "p@ss: \"w'o\\rd # $HOME 1e3";

    static final String REPLICATION_PASSWORD = "012";

    private static final String LAUNCHER =
            Nodes.ROOT.resolve("reconciler/bin/patrol").toString();

    // One class archive for the whole run; only the first process pays for it.
    private static final String CACHE =
            Nodes.ROOT.resolve("reconciler/target/e2e-cache").toString();

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

    /** The same, with other definitions. */
    Program on(Path other) {
        return new Program(home, other);
    }

    Path home() {
        return home;
    }

    Run run(String... arguments) {
        return start(arguments).await();
    }

    Run.Background start(String... arguments) {
        List<String> command = new ArrayList<>(List.of(LAUNCHER));
        command.addAll(List.of(arguments));
        command.add("--settings=" + home.resolve("patrol.yaml"));
        command.add("--repo=" + repository);
        Map<String, String> environment = new HashMap<>();
        environment.put("PATROL_CACHE", CACHE);
        environment.put("DEMO_SUPERUSER", SUPERUSER_PASSWORD);
        environment.put("DEMO_REPLICATION", REPLICATION_PASSWORD);
        return Run.start(command, environment);
    }

    /** What {@code plan} says of the cluster {@code demo}; the exit status must be this one. */
    Planned plan(int status) {
        return Planned.of(json(run("plan", "--format=json").expect(status)));
    }

    /** What {@code apply} did to the cluster {@code demo}. */
    Planned apply(int status) {
        return Planned.of(json(run("apply", "--format=json").expect(status)));
    }

    private static JsonObject json(Run run) {
        return JsonParser.parseString(run.out()).getAsJsonObject();
    }
}
