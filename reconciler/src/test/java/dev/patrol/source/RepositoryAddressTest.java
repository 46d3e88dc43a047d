package dev.patrol.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RepositoryAddressTest {
    @ParameterizedTest
    @CsvSource({
        "https://example.org/team/fleet.git, https://example.org/team/fleet.git",
        "https://user:s3cret@example.org/fleet.git, https://example.org/fleet.git",
        "https://s3cret@example.org:8443/fleet.git, https://example.org:8443/fleet.git",
        "ssh://git@example.org:2222/fleet.git, ssh://example.org:2222/fleet.git",
        "git@example.org:team/fleet.git, example.org:team/fleet.git",
    })
    void urlPrintsWithoutWhoseItIs(String given, String printed) throws Exception {
        assertEquals(printed, RepositoryAddress.parse(given).toString());
        assertFalse(RepositoryAddress.parse(given).isLocal());
        assertFalse(
                RepositoryAddress.parse(given).transportUri().toPrivateString().contains("s3cret"));
    }

    @Test
    void passwordOfTheUrlIsKeptForTheServer() throws Exception {
        RepositoryAddress address = RepositoryAddress.parse("https://user:s3cret@example.org/fleet.git");

        assertEquals(Optional.of("user"), address.username());
        assertEquals(Optional.of("s3cret"), address.password());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/srv/fleet", "file:///srv/fleet", "/srv/x/../fleet/", "file://localhost/srv/fleet"})
    void pathsAreLocal(String given) throws Exception {
        RepositoryAddress address = RepositoryAddress.parse(given);

        assertTrue(address.isLocal());
        assertEquals(Path.of("/srv/fleet"), address.localPath());
    }

    @ParameterizedTest
    @ValueSource(strings = {"git://example.org/fleet", "ftp://a:s3cret@example.org/x", "https://:s3cret@"})
    void whatPatrolDoesNotSpeakIsRefusedWithoutShowingIt(String given) {
        String message = assertThrows(
                        SourceException.class,
                        () -> DefinitionSource.of(GitSettings.of(given, Path.of("/nowhere")))
                                .fetch())
                .getMessage();

        assertFalse(message.contains("s3cret"), message);
    }

    @Test
    void everyRepositoryHasItsOwnFolder() throws Exception {
        String folder = folderName("https://example.org/team/fleet.git");

        assertTrue(folder.matches("fleet-[0-9a-f]{16}"), folder);
        assertEquals(folder, folderName("https://user:pw@example.org/team/fleet.git"));
        assertNotEquals(folder, folderName("https://example.org/other/fleet.git"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://example.org/..", "https://example.org/", "https://example.org/a%2f..%2fb", "h:../../x y"
            })
    void folderNamesAreSafe(String given) throws Exception {
        String folder = folderName(given);

        assertTrue(folder.matches("[A-Za-z0-9_-][A-Za-z0-9._-]*"), folder);
    }

    private static String folderName(String given) throws SourceException {
        return RepositoryAddress.parse(given).folderName();
    }
}
