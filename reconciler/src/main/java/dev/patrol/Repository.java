package dev.patrol;

import dev.patrol.cli.CommandFailure;
import dev.patrol.cli.CommonOptions;
import dev.patrol.problem.Problems;
import dev.patrol.secrets.SecretLookup;
import dev.patrol.settings.GitOptions;
import dev.patrol.settings.Settings;
import dev.patrol.settings.Surroundings;
import dev.patrol.source.DefinitionSource;
import dev.patrol.source.DirectorySource;
import dev.patrol.source.GitSettings;
import dev.patrol.source.GitSource;
import dev.patrol.source.SourceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Which repository a command works from, and how it is read. */
final class Repository {
    private final Settings settings;
    private final String place;
    private final Optional<String> revision;
    private final Path workingDirectory;

    Repository(Settings settings, CommonOptions options, Surroundings surroundings) {
        this.settings = settings;
        this.place = options.repo().or(settings::repository).orElse("");
        this.revision = options.revision().or(settings::revision);
        this.workingDirectory = surroundings.workingDirectory();
    }

    DefinitionSource open(SecretLookup secrets) throws SourceException {
        if (place.isEmpty()) {
            throw new CommandFailure(
                    "no repository is named; give --repo URL-or-path, or set 'repo' in the settings file");
        }
        if (!isUrl() && isPlainDirectory(folder())) {
            return new DirectorySource(folder(), revision);
        }
        String address = !isUrl() && Files.exists(folder()) ? folder().toString() : place;
        Problems problems = new Problems();
        GitSettings git = new GitSettings(
                address,
                revision,
                settings.folders().state().resolve("git"),
                access(secrets, problems),
                settings.access().git().timeout());
        if (problems.hasErrors()) {
            throw CommandFailure.of(problems.all());
        }
        return new GitSource(git);
    }

    /** The repository's own folder where it has one on this machine, else where we were started. */
    Path folder() {
        return isUrl() ? workingDirectory : workingDirectory.resolve(place).normalize();
    }

    private boolean isUrl() {
        return place.contains("://");
    }

    private static boolean isPlainDirectory(Path folder) {
        boolean bare = Files.exists(folder.resolve("HEAD")) && Files.isDirectory(folder.resolve("objects"));
        return Files.isDirectory(folder) && !Files.exists(folder.resolve(".git")) && !bare;
    }

    private GitSettings.Access access(SecretLookup secrets, Problems problems) {
        GitOptions git = settings.access().git();
        return new GitSettings.Access(
                git.http()
                        .map(login -> new GitSettings.HttpLogin(
                                login.username(),
                                Optional.of(secrets.resolve(login.token(), problems)),
                                Optional.empty())),
                git.ssh()
                        .map(key -> new GitSettings.SshKey(
                                key.file(),
                                key.knownHosts(),
                                key.passphrase().map(reference -> secrets.resolve(reference, problems)))));
    }
}
