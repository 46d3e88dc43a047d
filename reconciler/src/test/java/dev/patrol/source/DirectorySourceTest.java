package dev.patrol.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patrol.definition.Revision;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectorySourceTest {
    @TempDir
    Path folder;

    @Test
    void onlyDefinitionsAreRead() throws Exception {
        write("fleet.yaml", "a: 1");
        write("clusters/pay.yaml", "cluster: pay");
        write("clusters/eu/west/orders.yml", "cluster: ö");
        write("clusters/README.md", "no");
        write("other/x.yaml", "no");
        write("x.yaml", "no");

        Checkout checkout = fetch();

        assertEquals(Revision.ofWorkingTree(checkout.files()), checkout.revision());
        assertEquals("", checkout.branch());
        assertEquals(
                Map.of(
                        "fleet.yaml", "a: 1",
                        "clusters/pay.yaml", "cluster: pay",
                        "clusters/eu/west/orders.yml", "cluster: ö"),
                checkout.files().texts());
    }

    @Test
    void directoryWithoutDefinitionsIsEmpty() throws Exception {
        assertTrue(fetch().files().texts().isEmpty());
    }

    @Test
    void linksInsideAreFollowedAsAMountedConfigMapNeeds() throws Exception {
        write("..data/clusters/pay.yaml", "cluster: pay");
        Files.createSymbolicLink(folder.resolve("clusters"), Path.of("..data/clusters"));

        assertEquals(
                Map.of("clusters/pay.yaml", "cluster: pay"), fetch().files().texts());
    }

    @Test
    void linkThatLeadsOutIsRefused(@TempDir Path elsewhere) throws Exception {
        Path secret = Files.writeString(elsewhere.resolve("secret"), "s3cret");
        Files.createDirectories(folder.resolve("clusters"));
        Files.createSymbolicLink(folder.resolve("clusters/pay.yaml"), secret);

        assertEquals(
                "cannot read the definitions in " + folder
                        + ": 'clusters/pay.yaml' is a link that leads out of the directory; copy the file here",
                failure(Optional.empty()));
    }

    @Test
    void fileThatIsNoTextIsNamed() throws Exception {
        write("clusters/pay.yaml", "");
        Files.write(folder.resolve("clusters/pay.yaml"), "köln".getBytes(StandardCharsets.ISO_8859_1));

        assertTrue(failure(Optional.empty()).endsWith("'clusters/pay.yaml' is not UTF-8 text; save it as UTF-8"));
    }

    @Test
    void hugeFileIsNamed() throws Exception {
        write("clusters/pay.yaml", "x".repeat(FileTexts.LARGEST_FILE + 1));

        assertTrue(failure(Optional.empty()).contains("'clusters/pay.yaml' is larger than 1 MiB"));
    }

    @Test
    void numberOfFilesIsLimited() throws Exception {
        FileTexts texts = new FileTexts("cannot read the definitions");
        for (int i = 0; i < FileTexts.MOST_FILES; i++) {
            texts.admit("clusters/" + i + ".yaml", 1);
            texts.add("clusters/" + i + ".yaml", new byte[] {'x'});
        }

        assertThrows(SourceException.class, () -> texts.admit("clusters/more.yaml", 1));
    }

    @Test
    void revisionOfADirectoryIsRefused() {
        assertTrue(failure(Optional.of("main")).contains("a plain directory, which has no revisions"));
    }

    private Checkout fetch() throws SourceException {
        return DefinitionSource.of(GitSettings.of(folder.toString(), folder.resolve("state")))
                .fetch();
    }

    private String failure(Optional<String> revision) {
        return assertThrows(SourceException.class, () -> new DirectorySource(folder, revision).fetch())
                .getMessage();
    }

    private void write(String path, String text) throws IOException {
        Files.createDirectories(folder.resolve(path).getParent());
        Files.writeString(folder.resolve(path), text);
    }
}
