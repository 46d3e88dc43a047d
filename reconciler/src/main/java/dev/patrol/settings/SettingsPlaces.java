package dev.patrol.settings;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where the settings file is looked for. */
final class SettingsPlaces {
    static final String VARIABLE = "PATROL_SETTINGS";

    private SettingsPlaces() {}

    /** The file that somebody named, or else the first of the usual places that has one. */
    static Optional<Path> find(Optional<Path> named, Surroundings surroundings) {
        return named.or(() -> surroundings.variable(VARIABLE).map(Path::of))
                .map(surroundings.workingDirectory()::resolve)
                .or(() -> usual(surroundings).stream().filter(Files::exists).findFirst());
    }

    private static List<Path> usual(Surroundings surroundings) {
        return List.of(
                surroundings.workingDirectory().resolve("patrol.yaml"),
                surroundings.configFolder().resolve("patrol/settings.yaml"),
                Path.of("/etc/patrol/settings.yaml"));
    }
}
