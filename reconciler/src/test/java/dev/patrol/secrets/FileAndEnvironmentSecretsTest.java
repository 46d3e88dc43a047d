package dev.patrol.secrets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patrol.problem.Location;
import dev.patrol.problem.Problem;
import dev.patrol.problem.Problems;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileAndEnvironmentSecretsTest {
    private static final Location PLACE = new Location("clusters/pay.yaml", 7, 15);
    private static final String YAML = "superuser: 'on'\nnested: {deep: {er: s3cret}, list: [s3cret]}\n"
            + "a.b: dotted\na: {c: plain}\nnumber: 12345\nempty: ''\n";

    @TempDir
    private Path parent;

    private Path folder;
    private final Problems problems = new Problems();

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectory(parent.resolve("secrets"));
    }

    private void write(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.write(file, content.getBytes(StandardCharsets.UTF_8));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private String resolve(SecretReference reference) {
        Map<String, String> environment = Map.of("SET", " s3cret ", "EMPTY", "");
        return new FileAndEnvironmentSecrets(folder, environment)
                .resolve(reference, problems)
                .reveal();
    }

    private String file(String path) {
        return resolve(new SecretReference.FromFile(PLACE, path, Optional.empty()));
    }

    private String key(String path, String key) {
        return resolve(new SecretReference.FromFile(PLACE, path, Optional.of(key)));
    }

    private String variable(String name) {
        return resolve(new SecretReference.FromEnvironment(PLACE, name));
    }

    private void assertOnlyProblem(String message) {
        assertEquals(
                List.of("clusters/pay.yaml:7:15: " + message),
                problems.all().stream().map(Problem::toString).toList());
    }

    @Test
    void aVariableIsTakenAsItIs() {
        assertEquals(" s3cret ", variable("SET"));
        assertTrue(problems.isEmpty());
    }

    @Test
    void aVariableThatIsNotSetIsAProblem() {
        assertEquals("", variable("MISSING"));
        assertOnlyProblem("environment variable 'MISSING' is not set; set it where Patrol is started");
    }

    @Test
    void aVariableThatIsEmptyIsAProblem() {
        assertEquals("", variable("EMPTY"));
        assertOnlyProblem("environment variable 'EMPTY' is empty; set it where Patrol is started");
    }

    @ParameterizedTest
    @CsvSource({"'s3cret\n'", "'s3cret\r\n'", "s3cret"})
    void aFileIsTakenWithoutItsLastLineBreak(String content) throws IOException {
        write("password", content);

        assertEquals("s3cret", file("password"));
        assertTrue(problems.isEmpty());
    }

    @Test
    void onlyOneLineBreakIsTakenAway() throws IOException {
        write("password", " s3cret \n\n");

        assertEquals(" s3cret \n", file("password"));
    }

    @ParameterizedTest
    @CsvSource({"superuser, on", "nested.deep.er, s3cret", "a.b, dotted", "a.c, plain"})
    void aKeyOfAYamlFileIsFound(String key, String value) throws IOException {
        write("all.yaml", YAML);

        assertEquals(value, key("all.yaml", key));
        assertTrue(problems.isEmpty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "missing     > file 'all.yaml', key 'missing' is not there; add the key to the file",
                "nested.none > file 'all.yaml', key 'nested.none' is not there; add the key to the file",
                "number      > file 'all.yaml', key 'number' is no text; put the value into quotes",
                "nested.list > file 'all.yaml', key 'nested.list' is no text; put the value into quotes",
                "empty       > file 'all.yaml', key 'empty' is empty; write the secret into it"
            })
    void aKeyWithoutASecretIsAProblem(String key, String message) throws IOException {
        write("all.yaml", YAML);

        assertEquals("", key("all.yaml", key));
        assertOnlyProblem(message);
    }

    @Test
    void whatIsWrongWithTheYamlIsToldWithoutItsContent() throws IOException {
        write("all.yaml", "a: s3cret\nb: 's3cret\nc: \"");

        assertEquals("", key("all.yaml", "a"));

        assertEquals(1, problems.all().size());
        String message = problems.all().get(0).what().toString();
        assertTrue(message.startsWith("file 'all.yaml' cannot be read as YAML, see all.yaml:"), message);
        assertFalse(message.contains("s3cret"), message);
    }

    @Test
    void aMissingFileIsAProblem() {
        assertEquals("", file("gone"));
        assertOnlyProblem("cannot read file 'gone': there is no such file in '" + folder
                + "'; create it or set 'secrets_directory'");
    }

    @Test
    void aFolderIsNoSecret() throws IOException {
        Files.createDirectory(folder.resolve("sub"));

        assertEquals("", file("sub"));
        assertOnlyProblem("file 'sub' is no file, or larger than 1 MiB; name another");
    }

    @Test
    void anEmptyFileIsAProblem() throws IOException {
        write("password", "\n");

        assertEquals("", file("password"));
        assertOnlyProblem("file 'password' is empty; write the secret into it");
    }

    @Test
    void bytesThatAreNoTextAreAProblem() throws IOException {
        Files.write(folder.resolve("password"), new byte[] {(byte) 0xff, (byte) 0xfe});

        assertEquals("", file("password"));
        assertTrue(problems.hasErrors());
        assertTrue(
                problems.all().stream().anyMatch(problem -> problem.toString().contains("not UTF-8")));
    }

    @Test
    void aPathThatCannotBeOneIsAProblem() {
        assertEquals("", file("a\0b"));
        assertTrue(problems.hasErrors());
    }

    @Test
    void aFileThatEverybodyCanReadIsAWarning() throws IOException {
        write("password", "s3cret");
        Files.setPosixFilePermissions(folder.resolve("password"), PosixFilePermissions.fromString("rw-r--r--"));

        assertEquals("s3cret", file("password"));
        assertOnlyProblem("warning: file 'password' can be read by everybody; run 'chmod o-r' on it");
    }

    @ParameterizedTest
    @CsvSource({"../outside", "link", "ABSOLUTE"})
    void whatLiesOutsideOfTheFolderIsRefused(String path) throws IOException {
        Path outside = Files.writeString(parent.resolve("outside"), "s3cret");
        Files.createSymbolicLink(folder.resolve("link"), outside);
        String reference = path.replace("ABSOLUTE", outside.toString());

        assertEquals("", file(reference));
        assertOnlyProblem(
                "file '" + reference + "' lies outside of '" + folder + "'; move it there or set 'secrets_directory'");
    }

    // Kubernetes mounts secrets as links within their folder.
    @Test
    void linksWithinTheFolderAreFollowed() throws IOException {
        write("..data", "s3cret");
        Files.createSymbolicLink(folder.resolve("password"), Path.of("..data"));

        assertEquals("s3cret", file("password"));
        assertTrue(problems.isEmpty());
    }
}
