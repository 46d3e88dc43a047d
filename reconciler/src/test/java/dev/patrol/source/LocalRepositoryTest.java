package dev.patrol.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patrol.definition.Revision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalRepositoryTest {
    @TempDir
    Path folder;

    private TestRepository repository;
    private String first;
    private String second;

    @BeforeEach
    void commitTwice() throws IOException {
        repository = TestRepository.init(folder.resolve("fleet"));
        first = repository
                .write("clusters/pay.yaml", "one")
                .write("notes.txt", "no")
                .commit();
        second = repository.write("clusters/pay.yaml", "two").commit();
    }

    @Test
    void currentBranchIsReadByDefault() throws Exception {
        Checkout checkout = fetch(repository.folder().toString());

        assertEquals(second, checkout.revision().value());
        assertEquals("main", checkout.branch());
        assertEquals(Optional.of("change"), checkout.subject());
        assertEquals(Map.of("clusters/pay.yaml", "two"), checkout.files().texts());
    }

    @Test
    void anEarlierRevisionIsAtHand() throws Exception {
        DefinitionSource source =
                DefinitionSource.of(settings(repository.folder().toString()));

        assertEquals(
                Map.of("clusters/pay.yaml", "one"),
                source.at(new Revision(first)).orElseThrow().texts());
        assertEquals(Optional.empty(), source.at(new Revision("0".repeat(40))));
        assertEquals(Optional.empty(), source.at(new Revision("working-tree-0a1b2c3d4e5f")));
    }

    @Test
    void whatIsNotCommittedDoesNotCount() throws Exception {
        repository.write("clusters/pay.yaml", "three").write("clusters/new.yaml", "new");
        repository.git("add", "--all");

        assertEquals(
                Map.of("clusters/pay.yaml", "two"),
                fetch(repository.folder().toString()).files().texts());
    }

    @Test
    void revisionMayBeBranchTagOrCommit() throws Exception {
        repository.git("branch", "dev", first);
        repository.git("tag", "light", first);
        repository.git("tag", "--annotate", "--message=x", "heavy", first);

        assertEquals("dev", at("dev").branch());
        assertEquals("light", at("light").branch());
        assertEquals("heavy", at("heavy").branch());
        assertEquals("main", at("refs/heads/main").branch());
        assertEquals("", at(first).branch());
        for (String revision : new String[] {"dev", "light", "heavy", first, first.substring(0, 8), "main~1"}) {
            assertEquals(first, at(revision).revision().value(), revision);
            assertEquals(
                    Map.of("clusters/pay.yaml", "one"), at(revision).files().texts());
        }
    }

    @Test
    void branchGoesBeforeTagOfTheSameName() throws Exception {
        repository.git("branch", "both", first);
        repository.git("tag", "both", second);

        assertEquals(first, at("both").revision().value());
    }

    @Test
    void detachedHeadHasNoBranch() throws Exception {
        repository.git("checkout", "--quiet", first);

        Checkout checkout = fetch(repository.folder().toString());

        assertEquals(first, checkout.revision().value());
        assertEquals("", checkout.branch());
    }

    @Test
    void bareRepositoryFileUrlAndLinkedWorktreeServeAsWell() throws Exception {
        repository.git(
                "clone", "--quiet", "--bare", ".", folder.resolve("bare.git").toString());
        repository.git(
                "worktree",
                "add",
                "--quiet",
                "-b",
                "side",
                folder.resolve("side").toString(),
                first);

        assertEquals(
                second, fetch(folder.resolve("bare.git").toString()).revision().value());
        assertEquals(
                second, fetch("file://" + folder.resolve("bare.git")).revision().value());
        assertEquals("side", fetch(folder.resolve("side").toString()).branch());
        assertEquals(first, fetch(folder.resolve("side").toString()).revision().value());
    }

    @Test
    void packedRepositoryIsReadToo() throws Exception {
        repository.git("gc", "--quiet", "--prune=now");

        assertEquals(Map.of("clusters/pay.yaml", "two"), at("main").files().texts());
    }

    @Test
    void nothingIsWrittenAnywhere() throws Exception {
        Map<String, String> before = listing();

        fetch(repository.folder().toString());

        assertEquals(before, listing());
    }

    @Test
    void linkIsRefusedLoudly() throws Exception {
        Files.createSymbolicLink(repository.folder().resolve("clusters/link.yaml"), Path.of("pay.yaml"));
        repository.commit();

        assertTrue(failure(repository.folder().toString())
                .endsWith("'clusters/link.yaml' is a link, not a file; commit the file itself"));
    }

    @Test
    void fileThatIsNoTextOrTooLargeIsNamed() throws Exception {
        Files.write(repository.folder().resolve("clusters/pay.yaml"), new byte[] {(byte) 0xff});
        repository.commit();
        assertTrue(failure(repository.folder().toString()).contains("'clusters/pay.yaml' is not UTF-8 text"));

        repository
                .write("clusters/pay.yaml", "x".repeat(FileTexts.LARGEST_FILE + 1))
                .commit();
        assertTrue(failure(repository.folder().toString()).contains("'clusters/pay.yaml' is larger than 1 MiB"));
    }

    @Test
    void unknownRevisionNamesTheBranches() {
        String message = assertThrows(SourceException.class, () -> at("mains")).getMessage();

        assertEquals(
                "cannot read the definitions from " + repository.folder()
                        + " at revision 'mains': it has no such branch,"
                        + " tag or commit; did you mean 'main'?; its branches are main",
                message);
        for (String unknown :
                new String[] {"no such ^ thing", "abcdef01", "0123456789012345678901234567890123456789"}) {
            String said = assertThrows(SourceException.class, () -> at(unknown)).getMessage();
            assertTrue(said.contains("it has no such branch, tag or commit"), said);
        }
    }

    @Test
    void repositoryWithoutCommitsIsSaidToHaveNone() throws Exception {
        TestRepository.init(folder.resolve("new"));

        assertTrue(failure(folder.resolve("new").toString()).contains("has no commit yet"));
    }

    @Test
    void pathThatIsNotThereIsNamed() {
        assertTrue(failure(folder.resolve("nowhere").toString()).contains("there is no such path"));
    }

    @Test
    void damagedRepositoryIsNotMistakenForADirectory() throws Exception {
        Files.move(repository.folder().resolve(".git/objects"), folder.resolve("objects"));

        assertTrue(failure(repository.folder().toString()).contains("it is not a Git repository"));
    }

    @Test
    void missingObjectSaysSo() throws Exception {
        String blob = repository.git("rev-parse", "HEAD:clusters/pay.yaml");
        Files.delete(repository.folder().resolve(".git/objects/" + blob.substring(0, 2) + "/" + blob.substring(2)));

        assertTrue(failure(repository.folder().toString()).contains("run 'git fsck' there"));
    }

    private Checkout at(String revision) throws SourceException {
        return new GitSource(settings(repository.folder().toString()).at(revision)).fetch();
    }

    private Checkout fetch(String where) throws SourceException {
        return DefinitionSource.of(settings(where)).fetch();
    }

    private String failure(String where) {
        assertFalse(Files.exists(folder.resolve("state")));
        return assertThrows(SourceException.class, () -> fetch(where)).getMessage();
    }

    private GitSettings settings(String where) {
        return GitSettings.of(where, folder.resolve("state"));
    }

    private Map<String, String> listing() throws IOException {
        Map<String, String> times = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.toList()) {
                times.put(file.toString(), Files.getLastModifiedTime(file).toString());
            }
        }
        return times;
    }
}
