package dev.patrol;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.patrol.cli.CommonOptions;
import dev.patrol.problem.Problems;
import dev.patrol.secrets.SecretLookup;
import dev.patrol.settings.Settings;
import dev.patrol.settings.SettingsReader;
import dev.patrol.settings.Surroundings;
import dev.patrol.source.DefinitionSource;
import dev.patrol.source.DirectorySource;
import dev.patrol.source.GitSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepositoryTest {
    @TempDir
    private Path workingDirectory;

    // systemd starts services in "/", which is a plain directory like any other.
    @Test
    void aUrlIsNeverTheFolderWeRunIn() throws Exception {
        assertInstanceOf(GitSource.class, opened("ssh://git@git.example.com/clusters.git"));
        assertInstanceOf(GitSource.class, opened("file:///srv/clusters.git"));
        assertInstanceOf(GitSource.class, opened("git@git.example.com:clusters.git"));
    }

    @Test
    void aFolderWithoutGitIsReadAsItIs() throws Exception {
        Files.createDirectory(workingDirectory.resolve("fleet"));

        assertInstanceOf(DirectorySource.class, opened("fleet"));
    }

    @Test
    void aFolderWithGitIsARepository() throws Exception {
        Files.createDirectories(workingDirectory.resolve("fleet/.git"));

        assertInstanceOf(GitSource.class, opened("fleet"));
    }

    private DefinitionSource opened(String repository) throws Exception {
        Path file = workingDirectory.resolve("settings.yaml");
        Files.writeString(file, "repo: '" + repository + "'\n");
        Surroundings surroundings = new Surroundings(Map.of(), workingDirectory, workingDirectory, "someone");
        Settings settings = SettingsReader.load(Optional.of(file), surroundings, new Problems())
                .orElseThrow();
        return new Repository(settings, new CommonOptions(), surroundings).open(SecretLookup.MASKED);
    }
}
