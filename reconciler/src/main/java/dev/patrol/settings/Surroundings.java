package dev.patrol.settings;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** What of this machine and this process the defaults depend on. */
public record Surroundings(Map<String, String> environment, Path home, Path workingDirectory, String user) {
    public Surroundings {
        environment = Map.copyOf(environment);
    }

    /** Those of this process. */
    public static Surroundings ofProcess() {
        return new Surroundings(
                System.getenv(),
                Path.of(System.getProperty("user.home")),
                Path.of("").toAbsolutePath(),
                System.getProperty("user.name"));
    }

    boolean isRoot() {
        return user.equals("root");
    }

    /** An environment variable that is set to something. */
    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    /** Where a person's configuration is by the XDG rules. */
    Path configFolder() {
        return variable("XDG_CONFIG_HOME").map(Path::of).orElse(home.resolve(".config"));
    }

    /** Where Patrol keeps its state unless told otherwise. */
    Path stateFolder() {
        Path ofUser = variable("XDG_STATE_HOME").map(Path::of).orElse(home.resolve(".local/state"));
        return variable("PATROL_STATE")
                .map(workingDirectory::resolve)
                .orElse(isRoot() ? Path.of("/var/lib/patrol") : ofUser.resolve("patrol"));
    }
}
