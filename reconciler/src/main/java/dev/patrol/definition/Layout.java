package dev.patrol.definition;

import java.util.Optional;

/** Where things live on a node: unit names, paths and executables. */
public record Layout(String name, Units units, Paths paths) {
    /** systemd units: the one that runs Patroni, and the distribution's own one for the same data directory. */
    public record Units(String patroni, String postgresql) {}

    /**
     * Absolute paths on the node. {@code configDir} is empty where PostgreSQL's configuration lies in the data
     * directory.
     */
    public record Paths(
            String configFile, String dataDir, Optional<String> configDir, String binDir, String pgpass, Tools tools) {}

    /** This layout with the paths and units that a definition sets. */
    Layout with(Settings settings) {
        return new Layout(
                name,
                new Units(
                        settings.text("units.patroni").orElse(units.patroni()),
                        settings.text("units.postgresql").orElse(units.postgresql())),
                new Paths(
                        settings.text("paths.patroni_config").orElse(paths.configFile()),
                        settings.text("paths.data_dir").orElse(paths.dataDir()),
                        settings.text("paths.config_dir").or(paths::configDir),
                        settings.text("paths.bin_dir").orElse(paths.binDir()),
                        settings.text("paths.pgpass").orElse(paths.pgpass()),
                        new Tools(
                                settings.text("paths.patroni")
                                        .orElse(paths.tools().patroni()),
                                settings.text("paths.patronictl")
                                        .orElse(paths.tools().patronictl()))));
    }

    /** Patroni's two commands, by absolute path or by name on the PATH. */
    public record Tools(String patroni, String patronictl) {}

    /** The system user that owns the data directory and runs Patroni, on every platform there is. */
    public static final String OWNER = "postgres";

    /** What Patroni's file must look like on disk: it holds passwords. */
    public static final String CONFIG_MODE = "600";
}
