package dev.patrol.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patrol.definition.Revision;
import dev.patrol.yaml.Secret;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The clone of a repository that git itself serves over HTTP. */
class RemoteRepositoryTest {
    @TempDir
    private static Path made;

    private static TestRepository original;
    private static String first;
    private static String second;

    @TempDir
    Path folder;

    private TestRepository repository;
    private GitHttpServer server;

    @BeforeAll
    static void makeTwoCommits() throws IOException {
        original = TestRepository.init(made.resolve("fleet"));
        first = change(original, "one");
        second = change(original, "two");
    }

    @BeforeEach
    void serve() throws IOException {
        repository = original.copy(folder.resolve("served/fleet"));
        server = GitHttpServer.start(folder.resolve("served"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void defaultBranchIsFetchedWithoutHistory() throws Exception {
        Checkout checkout = source().fetch();

        assertEquals(second, checkout.revision().value());
        assertEquals("main", checkout.branch());
        assertEquals(Map.of("clusters/pay.yaml", "two"), checkout.files().texts());
        assertFalse(cloneHas(first));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(state())));
    }

    @Test
    void theRevisionOfAnEarlierFetchIsAtHandWithoutTheServer() throws Exception {
        source().fetch();
        change(repository, "three");
        source().fetch();
        server.close();

        assertEquals(
                Map.of("clusters/pay.yaml", "two"),
                source().at(new Revision(second)).orElseThrow().texts());
        assertEquals(Optional.empty(), source().at(new Revision(first)));
    }

    @Test
    void withoutNewCommitNothingIsTransferredOrWritten() throws Exception {
        source().fetch();
        List<String> before = cloneListing();

        Checkout again = source().fetch();

        assertEquals(second, again.revision().value());
        assertEquals(1, server.transfers());
        assertEquals(before, cloneListing());
    }

    @Test
    void newCommitIsFollowed() throws Exception {
        source().fetch();
        String third = change("three");

        Checkout checkout = source().fetch();

        assertEquals(third, checkout.revision().value());
        assertEquals(Map.of("clusters/pay.yaml", "three"), checkout.files().texts());
    }

    @Test
    void rewrittenBranchIsFollowed() throws Exception {
        source().fetch();
        repository.git("reset", "--quiet", "--hard", first);
        String other = change("other");

        assertEquals(other, source().fetch().revision().value());
    }

    @Test
    void cloneDoesNotGrowForEver() throws Exception {
        for (int i = 0; i < CloneFolder.MOST_PACKS + 3; i++) {
            change("change " + i);
            source().fetch();
        }

        assertTrue(packs() <= 4, packs() + " packs");
        assertFalse(cloneHas(second));
        assertEquals(List.of(), leftovers());
    }

    @Test
    void branchOrTagMayBeNamed() throws Exception {
        repository.git("branch", "dev", first);
        repository.git("tag", "--annotate", "--message=x", "v1", first);

        assertEquals("dev", at("dev").branch());
        assertEquals(first, at("dev").revision().value());
        assertEquals("v1", at("v1").branch());
        assertEquals(first, at("v1").revision().value());
    }

    @Test
    void commitIsFetchedByItsIdAndThenNeedsNoServer() throws Exception {
        Checkout checkout = at(first);
        int requests = server.requests();

        assertEquals(first, checkout.revision().value());
        assertEquals("", checkout.branch());
        assertEquals(Map.of("clusters/pay.yaml", "one"), checkout.files().texts());
        assertEquals(first, at(first).revision().value());
        assertEquals(requests, server.requests());
    }

    @Test
    void shortenedCommitIsFoundInTheHistoryAndThenNeedsNoServer() throws Exception {
        source().fetch();
        Checkout checkout = at(first.substring(0, 9));
        int requests = server.requests();

        assertEquals(first, checkout.revision().value());
        assertEquals(first, at(first.substring(0, 9)).revision().value());
        assertEquals(requests, server.requests());
        assertEquals(second, source().fetch().revision().value());
    }

    @Test
    void unknownRevisionIsSaidToBeUnknown() {
        assertTrue(failure(source("mains")).contains("it has no such branch, tag or commit; did you mean 'main'?"));
        assertTrue(failure(source("abcdef01")).contains("it has no such branch, tag or commit; its branches are main"));
        assertTrue(
                failure(source("0123456789012345678901234567890123456789")).contains("no such branch, tag or commit"));
        assertEquals(List.of(), committedClones());
    }

    @Test
    void tokenIsGivenWhenTheServerAsks() throws Exception {
        server.demand("patrol:s3cret");
        Path token = Files.writeString(folder.resolve("token"), "s3cret\n");

        assertEquals(second, with(login("patrol", "s3cret")).fetch().revision().value());
        assertEquals(second, with(tokenFile(token)).fetch().revision().value());
        String inUrl = url().replace("http://", "http://patrol:s3cret@");
        assertEquals(second, source(settings(inUrl)).fetch().revision().value());
    }

    @Test
    void refusedLoginSaysSoWithoutTheToken() {
        server.demand("patrol:s3cret");

        for (GitSource refused : List.of(
                with(GitSettings.Access.NONE),
                with(login("patrol", "wr0ng")),
                source(settings(url().replace("http://", "http://patrol:wr0ng@"))))) {
            String message = failure(refused);
            assertTrue(message.contains("the server asks for a login that it accepts"), message);
            assertTrue(message.startsWith("cannot read the definitions from http://127.0.0.1:"), message);
            assertFalse(message.contains("wr0ng"), message);
        }
    }

    @Test
    void tokenFileThatIsMissingIsNamed() {
        assertTrue(failure(with(tokenFile(folder.resolve("none")))).contains("none cannot be read"));
    }

    @Test
    void damagedCloneIsMadeAnew() throws Exception {
        source().fetch();
        for (Path pack : cloneFiles(".pack")) {
            Files.writeString(pack, "junk");
        }

        assertEquals(second, source().fetch().revision().value());
        assertEquals(2, server.transfers());
    }

    @Test
    void cloneThatLostItsHeadIsMadeAnew() throws Exception {
        source().fetch();
        Files.delete(cloneFolder().resolve("HEAD"));

        assertEquals(second, source().fetch().revision().value());
    }

    @Test
    void interruptedCloneIsMadeAnew() throws Exception {
        Files.createDirectories(state());
        String name = RepositoryAddress.parse(url()).folderName();
        Files.createDirectories(state().resolve(name + ".new/objects/pack"));
        Files.writeString(state().resolve(name + ".new/objects/pack/half.pack"), "PACK");
        Files.createDirectories(state().resolve(name + ".old"));

        assertEquals(second, source().fetch().revision().value());
        assertEquals(List.of(), leftovers());
    }

    @Test
    void twoAtOnceDoNotDisturbEachOther() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        CountDownLatch together = new CountDownLatch(4);
        List<Future<String>> results = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            results.add(threads.submit(() -> {
                together.countDown();
                together.await();
                return source().fetch().revision().value();
            }));
        }

        for (Future<String> result : results) {
            assertEquals(second, result.get());
        }
        threads.shutdown();
        assertEquals(1, server.transfers());
    }

    @Test
    void repositoryWithoutCommitsIsSaidToHaveNone() throws Exception {
        TestRepository.init(folder.resolve("served/new"));

        assertTrue(failure(source(settings(server.url("new/.git")))).contains("the repository has no commits yet"));
    }

    @Test
    void defaultBranchWithoutCommitsIsSaidToHaveNone() throws Exception {
        repository.git("symbolic-ref", "HEAD", "refs/heads/trunk");

        assertTrue(failure(source()).contains("its default branch has no commit; name a branch with --revision: main"));
    }

    @Test
    void repositoryThatIsNotThereIsSaidToBeUnknown() {
        assertTrue(failure(source(settings(server.url("nothing")))).contains("the server knows no such repository"));
    }

    @Test
    void serverThatIsDownIsSaidToBe() {
        server.close();

        assertTrue(failure(source()).contains("the server does not accept connections"));
    }

    @Test
    void serverThatIsSilentIsGivenUp() throws Exception {
        try (ServerSocket silent = new ServerSocket(0)) {
            String url = "http://127.0.0.1:" + silent.getLocalPort() + "/fleet.git";
            GitSettings settings =
                    new GitSettings(url, Optional.empty(), state(), GitSettings.Access.NONE, Duration.ofSeconds(1));

            assertTrue(failure(source(settings)).contains("the server was not done within 1 s"));
        }
    }

    @Test
    void stateFolderThatCannotBeWrittenIsNamed() throws Exception {
        Files.writeString(state(), "a file in the way");

        assertTrue(failure(source()).contains("see whether there is space"));
    }

    private String change(String text) throws IOException {
        return change(repository, text);
    }

    private static String change(TestRepository changed, String text) throws IOException {
        return changed.write("clusters/pay.yaml", text).commit();
    }

    private String url() {
        return server.url("fleet/.git");
    }

    private Path state() {
        return folder.resolve("state");
    }

    private GitSettings settings(String url) {
        return GitSettings.of(url, state());
    }

    private GitSource source() {
        return source(settings(url()));
    }

    private GitSource source(String revision) {
        return source(settings(url()).at(revision));
    }

    private static GitSource source(GitSettings settings) {
        try {
            return new GitSource(settings);
        } catch (SourceException e) {
            throw new AssertionError(e);
        }
    }

    private Checkout at(String revision) throws SourceException {
        return source(revision).fetch();
    }

    private GitSource with(GitSettings.Access access) {
        return source(new GitSettings(url(), Optional.empty(), state(), access, GitSettings.DEFAULT_TIMEOUT));
    }

    private static GitSettings.Access login(String user, String token) {
        return access(new GitSettings.HttpLogin(user, Optional.of(new Secret(token)), Optional.empty()));
    }

    private static GitSettings.Access tokenFile(Path file) {
        return access(new GitSettings.HttpLogin("patrol", Optional.empty(), Optional.of(file)));
    }

    private static GitSettings.Access access(GitSettings.HttpLogin login) {
        return new GitSettings.Access(Optional.of(login), Optional.empty());
    }

    private static String failure(GitSource source) {
        return assertThrows(SourceException.class, source::fetch).getMessage();
    }

    private Path cloneFolder() throws SourceException {
        return state().resolve(RepositoryAddress.parse(url()).folderName());
    }

    private boolean cloneHas(String commit) throws Exception {
        Process git = new ProcessBuilder("git", "--git-dir", cloneFolder().toString(), "cat-file", "-e", commit)
                .redirectErrorStream(true)
                .start();
        git.getInputStream().readAllBytes();
        return git.waitFor() == 0;
    }

    private int packs() throws Exception {
        return cloneFiles(".pack").size();
    }

    private List<Path> cloneFiles(String ending) throws Exception {
        try (Stream<Path> files = Files.walk(cloneFolder())) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }

    private List<String> cloneListing() throws Exception {
        List<String> listing = new ArrayList<>();
        for (Path file : cloneFiles("")) {
            listing.add(file + " " + Files.getLastModifiedTime(file));
        }
        return listing;
    }

    private List<String> committedClones() {
        return leftoversMatching(".*-[0-9a-f]{16}");
    }

    private List<String> leftovers() {
        return leftoversMatching(".*\\.(new|old)");
    }

    private List<String> leftoversMatching(String pattern) {
        String[] names = Optional.ofNullable(state().toFile().list()).orElse(new String[0]);
        return Stream.of(names).filter(name -> name.matches(pattern)).toList();
    }
}
