package dev.patrol.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patrol.problem.Problems;
import dev.patrol.view.Wording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsPlacesTest {
    @TempDir
    private Path folder;

    private Path place(String name, String repo) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "repo: https://host/" + repo + "\n");
        return file;
    }

    private String repository(Optional<Path> named, Map<String, String> environment) {
        Surroundings surroundings = new Surroundings(environment, folder.resolve("home"), folder.resolve("work"), "me");
        return SettingsReader.load(named, surroundings, new Problems())
                .flatMap(Settings::repository)
                .orElse("none");
    }

    @Test
    void theNearestPlaceCounts() throws IOException {
        Map<String, String> environment = new HashMap<>();
        assertEquals("none", repository(Optional.empty(), environment));

        place("home/.config/patrol/settings.yaml", "config");
        assertEquals("https://host/config", repository(Optional.empty(), environment));

        place("xdg/patrol/settings.yaml", "xdg");
        environment.put("XDG_CONFIG_HOME", folder.resolve("xdg").toString());
        assertEquals("https://host/xdg", repository(Optional.empty(), environment));

        place("work/patrol.yaml", "work");
        assertEquals("https://host/work", repository(Optional.empty(), environment));

        place("work/sub/mine.yaml", "variable");
        environment.put("PATROL_SETTINGS", "sub/mine.yaml");
        assertEquals("https://host/variable", repository(Optional.empty(), environment));

        Path named = place("elsewhere.yaml", "named");
        assertEquals("https://host/named", repository(Optional.of(named), environment));
    }

    @Test
    void aNamedFileThatIsNotThereIsAnError() {
        Problems problems = new Problems();
        Surroundings surroundings = new Surroundings(Map.of(), folder, folder, "me");

        assertEquals(Optional.empty(), SettingsReader.load(Optional.of(Path.of("gone.yaml")), surroundings, problems));

        assertEquals(
                folder.resolve("gone.yaml")
                        + ": cannot read the settings: there is no such file; name another with --settings or"
                        + " $PATROL_SETTINGS",
                Wording.of(problems.all().get(0)));
    }

    @Test
    void aFileThatIsNoTextIsAnError() throws IOException {
        Files.write(folder.resolve("patrol.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe});
        Problems problems = new Problems();

        SettingsReader.load(Optional.empty(), new Surroundings(Map.of(), folder, folder, "me"), problems);

        assertTrue(problems.all().get(0).what().toString().contains("not UTF-8"));
    }

    @Test
    void stateIsKeptWhereItBelongs() {
        assertEquals(Path.of("/var/lib/patrol"), state(Map.of(), "root"));
        assertEquals(Path.of("/home/me/.local/state/patrol"), state(Map.of(), "me"));
        assertEquals(Path.of("/x/patrol"), state(Map.of("XDG_STATE_HOME", "/x"), "me"));
        assertEquals(Path.of("/y"), state(Map.of("PATROL_STATE", "/y", "XDG_STATE_HOME", "/x"), "root"));
    }

    private static Path state(Map<String, String> environment, String user) {
        return new Surroundings(environment, Path.of("/home/me"), Path.of("/"), user).stateFolder();
    }
}
