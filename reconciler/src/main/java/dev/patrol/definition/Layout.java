package dev.patrol.definition;

import java.util.Optional;

/** Where things live on a node: unit names, paths and executables. */
public record Layout(Units units, Paths paths) {
    /** systemd units: the one that runs Patroni, and the distribution's own one for the same data directory. */
    public record Units(String patroni, String postgresql) {}

    /**
     * Absolute paths on the node. {@code configDir} is empty where PostgreSQL's configuration lies in the data
     * directory.
     */
    public record Paths(
            String configFile, String dataDir, Optional<String> configDir, String binDir, String pgpass, Tools tools) {}

    /** Patroni's two commands, by absolute path or by name on the PATH. */
    public record Tools(String patroni, String patronictl) {}

    /** The system user that owns the data directory and runs Patroni, on every platform there is. */
    public static final String OWNER = "postgres";

    /** What Patroni's file must look like on disk: it holds passwords. */
    public static final String CONFIG_MODE = "600";
}
