package dev.patrol.pgedge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patrol.cli.ExitCode;
import dev.patrol.cli.PatrolCommand;
import dev.patrol.cli.Services;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code patrol import pgedge} as it is typed; {@code patrol} finds the command by itself. */
class PgedgeSourceTest {
    private static final String INVENTORY = """
            pgedge:
              vars: {is_ha_cluster: true, db_password: correct-horse, replication_password: correct-cow}
              hosts:
                n1: {ip: 10.0.0.1}
            """;

    @TempDir
    private Path folder;

    private Path inventory;
    private Path output;

    @BeforeEach
    void writeInventory() throws IOException {
        inventory = folder.resolve("hosts.yml");
        output = folder.resolve("fleet");
        Files.writeString(inventory, INVENTORY);
    }

    @Test
    void printsTheDefinitionAndNoPassword() {
        Said said = type("--platform", "Debian");

        assertEquals(ExitCode.OK, said.exitCode());
        assertTrue(said.out().contains("layout: pgedge-packages-debian\n"), said.out());
        assertEquals("passwords are not shown; with --output they go to secrets/demo.yaml\n", said.err());
        assertFalse((said.out() + said.err()).contains("correct"));
    }

    @Test
    void writesDefinitionsAndSecretsThatGitLeavesAlone() throws IOException {
        Said said = type("--platform", "RedHat", "--layout", "documented", "--output", output.toString());

        assertEquals(ExitCode.OK, said.exitCode());
        assertEquals("", said.out());
        Path secrets = output.resolve("secrets/demo.yaml");
        assertEquals(
                List.of("wrote " + output.resolve(".gitignore"), "wrote " + secrets, "wrote " + definition()),
                said.err().lines().toList());
        assertEquals("/secrets/\n", Files.readString(output.resolve(".gitignore")));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(secrets)));
        assertTrue(Files.readString(secrets).endsWith("superuser: correct-horse\nreplication: correct-cow\n"));
        assertTrue(Files.readString(definition()).contains("layout: pgedge-documented-el\n"));
    }

    @Test
    void overwritesNothingUnlessForced() throws IOException {
        type("--platform", "Debian", "--output", output.toString());
        Files.writeString(definition(), "mine");
        Files.writeString(output.resolve(".gitignore"), "/other\n/secrets/\n");

        Said refused = type("--platform", "Debian", "--output", output.toString());

        assertEquals(ExitCode.ERROR, refused.exitCode());
        assertEquals(
                definition() + ", " + output.resolve("secrets/demo.yaml")
                        + ": there already; give --force to overwrite, or another folder\n",
                refused.err());
        assertEquals("mine", Files.readString(definition()));
        assertEquals(
                ExitCode.OK,
                type("--platform", "Debian", "--output", output.toString(), "--force")
                        .exitCode());
        assertFalse(Files.readString(definition()).equals("mine"));
        assertEquals("/other\n/secrets/\n", Files.readString(output.resolve(".gitignore")));
    }

    @Test
    void writesNothingWhereAnythingIsWrong() throws IOException {
        Files.writeString(inventory, INVENTORY + "    n2: {zone: 0}\n");

        Said said = type("--output", output.toString());

        assertEquals(ExitCode.ERROR, said.exitCode());
        assertEquals("", said.out());
        assertEquals(4, said.err().lines().count(), said.err());
        assertTrue(said.err().contains(inventory + ":5:16: 'zone' must be a whole number"), said.err());
        assertFalse(Files.exists(output));
    }

    @Test
    void saysWhatTheDefinitionsOwnRulesRefuse() throws IOException {
        Files.writeString(inventory, INVENTORY.replace("ip: 10.0.0.1", "ip: 127.0.0.1, pgedge_user: 1st"));

        Said said = type("--platform", "Debian");

        assertEquals(ExitCode.OK, said.exitCode());
        assertTrue(
                said.err().startsWith("clusters/demo.yaml:9:16: warning: 'pgedge.user' must be the name of"),
                said.err());
        assertTrue(said.err().contains("clusters/demo.yaml:13:21: warning: 'address' must"), said.err());
    }

    @Test
    void saysWhatIsWrongWithItsArguments() {
        assertEquals(
                "--layout: 'new' is not known; write documented or packages\n",
                type("--layout", "new").err());
        assertEquals(
                "--platform: 'BSD' is not known; write Debian or RedHat\n",
                type("--platform", "BSD").err());
        assertEquals(ExitCode.ERROR, patrol("import", "pgedge").exitCode());
        assertEquals(ExitCode.ERROR, patrol("import").exitCode());
        assertEquals(ExitCode.OK, patrol("import", "pgedge", "--help").exitCode());
    }

    private Path definition() {
        return output.resolve("clusters/demo.yaml");
    }

    private Said type(String... options) {
        return patrol(
                Stream.concat(Stream.of("import", "pgedge", "--inventory", inventory.toString()), Stream.of(options))
                        .toArray(String[]::new));
    }

    private record Said(int exitCode, String out, String err) {}

    private static Said patrol(String... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Services.Factory none = options -> {
            throw new AssertionError("an import asked for services");
        };
        int exitCode = PatrolCommand.run(none, new PrintWriter(out), new PrintWriter(err), words);
        return new Said(exitCode, out.toString(), err.toString());
    }
}
