package dev.patrol.cli;

import dev.patrol.definition.ClusterDefinition;
import dev.patrol.reconcile.Selection;
import dev.patrol.render.RenderedConfig;
import dev.patrol.render.WantedCluster;
import dev.patrol.view.JsonView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Writes rendered clusters below a folder; files with secrets can be read by their owner alone from the first byte. */
final class RenderedFiles {
    private final Path folder;
    private final boolean withSecrets;
    private int count;

    RenderedFiles(Path folder, boolean withSecrets) {
        this.folder = folder;
        this.withSecrets = withSecrets;
    }

    int count() {
        return count;
    }

    void write(ClusterDefinition cluster, WantedCluster rendered, Selection selection) {
        Path target = folder.resolve(cluster.name().value());
        try {
            Files.createDirectories(target);
            write(
                    target.resolve("dynamic.json"),
                    JsonView.json(withSecrets ? rendered.dynamic().revealed() : rendered.dynamic()) + "\n");
            for (RenderedConfig node : rendered.nodes().values()) {
                if (selection.includes(node.node())) {
                    String text = withSecrets ? node.text().reveal() : node.maskedText();
                    write(target.resolve(node.node() + ".yaml"), text);
                }
            }
        } catch (IOException e) {
            throw new CommandFailure("cannot write below '" + target + "': " + e.getMessage(), e);
        }
    }

    private void write(Path file, String text) throws IOException {
        if (withSecrets) {
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(file, text);
        count++;
    }
}
