package dev.patrol.cli;

import dev.patrol.authoring.AuthoredCluster;
import dev.patrol.problem.Message;
import dev.patrol.yaml.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes imported definitions into a folder, and their passwords where Git does not see them. */
final class ImportedFiles {
    private static final String IGNORED = "/secrets/";

    private final Path folder;
    private final boolean overwrites;
    private final List<Path> written = new ArrayList<>();

    ImportedFiles(Path folder, boolean overwrites) {
        this.folder = folder;
        this.overwrites = overwrites;
    }

    /** The files that were written. Where one is in the way, none is. */
    List<Path> write(List<AuthoredCluster> clusters) {
        refuseToOverwrite(clusters);
        try {
            // Before the secrets are there, Git must know to leave them alone.
            Files.createDirectories(folder);
            ignoreSecrets();
            for (AuthoredCluster cluster : clusters) {
                Optional<Secret> secrets = cluster.secrets();
                if (secrets.isPresent()) {
                    writeSecret(folder.resolve(cluster.secretsFile()), secrets.get());
                }
                Path definition = definition(cluster);
                Files.createDirectories(definition.getParent());
                Files.writeString(definition, cluster.definition());
                written.add(definition);
            }
        } catch (IOException e) {
            throw new CommandFailure("cannot write below '" + folder + "': " + Message.of(e), e);
        }
        return written;
    }

    private Path definition(AuthoredCluster cluster) {
        return folder.resolve("clusters/" + cluster.name() + ".yaml");
    }

    private void refuseToOverwrite(List<AuthoredCluster> clusters) {
        List<Path> inTheWay = new ArrayList<>();
        for (AuthoredCluster cluster : clusters) {
            inTheWay.add(definition(cluster));
            inTheWay.add(folder.resolve(cluster.secretsFile()));
        }
        inTheWay.removeIf(file -> overwrites || !Files.exists(file));
        if (!inTheWay.isEmpty()) {
            throw new CommandFailure(inTheWay.stream().map(Path::toString).collect(Collectors.joining(", "))
                    + ": there already; give --force to overwrite, or another folder");
        }
    }

    private void ignoreSecrets() throws IOException {
        Path ignore = folder.resolve(".gitignore");
        String before = Files.exists(ignore) ? Files.readString(ignore) : "";
        if (before.lines().map(String::strip).noneMatch(IGNORED::equals)) {
            String end = before.isEmpty() || before.endsWith("\n") ? "" : "\n";
            Files.writeString(ignore, end + IGNORED + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            written.add(ignore);
        }
    }

    private void writeSecret(Path file, Secret text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, text.reveal());
        written.add(file);
    }
}
