package dev.patrol.units;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.patrol.definition.ClusterDefinition;
import dev.patrol.definition.DefinitionFiles;
import dev.patrol.language.DefinitionReader;
import dev.patrol.problem.Problems;
import dev.patrol.settings.Settings;
import dev.patrol.settings.SettingsReader;
import dev.patrol.settings.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings and definitions read the same texts the same way, and refuse the same. */
class OneGrammarTest {
    @TempDir
    private Path folder;

    private Optional<Settings> settings(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("settings.yaml"), text);
        return SettingsReader.load(Optional.of(file), new Surroundings(Map.of(), folder, folder, "me"), new Problems());
    }

    private Optional<Duration> timeOfSettings(String text) throws IOException {
        return settings("limits: {start: " + text + "}")
                .map(settings -> settings.passes().limits().start());
    }

    private OptionalLong sizeOfSettings(String text) throws IOException {
        return settings("safety: {maximum_lag: " + text + "}").stream()
                .mapToLong(settings -> settings.passes().safety().maximumLag())
                .findFirst();
    }

    private static Optional<ClusterDefinition> definition(String policy) {
        String text = "cluster: pay\nlayout: debian\npostgresql: {version: 17}\n" + policy + """

                users:
                  superuser: {password: {env: A}}
                  replication: {password: {env: B}}
                nodes: {pg1: {address: 10.0.0.1}}
                """;
        return DefinitionReader.read(DefinitionFiles.of(Map.of("clusters/pay.yaml", text))).clusters().stream()
                .findFirst();
    }

    private static Optional<Duration> timeOfDefinition(String text) {
        return definition("maintenance: {allow: [{schedule: '0 2 * * *', duration: " + text + "}]}")
                .map(cluster ->
                        cluster.policy().maintenance().windows().allow().get(0).duration());
    }

    private static OptionalLong sizeOfDefinition(String text) {
        return definition("restarts: {maximum_lag: " + text + "}").stream()
                .mapToLong(cluster -> cluster.policy().restarts().maximumLag().orElseThrow())
                .findFirst();
    }

    @ParameterizedTest
    @CsvSource({"90s, 90", "5min, 300", "90min, 5400", "4h, 14400", "1d, 86400"})
    void aTimeIsTheSameInBoth(String text, long seconds) throws IOException {
        assertEquals(
                List.of(Optional.of(Duration.ofSeconds(seconds)), Optional.of(Duration.ofSeconds(seconds))),
                List.of(timeOfSettings(text), timeOfDefinition(text)));
    }

    @ParameterizedTest
    @CsvSource({"0B, 0", "512kB, 524288", "16MB, 16777216", "1GB, 1073741824"})
    void aSizeIsTheSameInBoth(String text, long bytes) throws IOException {
        assertEquals(
                List.of(OptionalLong.of(bytes), OptionalLong.of(bytes)),
                List.of(sizeOfSettings(text), sizeOfDefinition(text)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"90", "90m", "5 min", "1.5h", "090s", "0s", "1D", "''", "[]", "null"})
    void whatIsNoTimeIsNoneInEither(String text) throws IOException {
        assertEquals(
                List.of(Optional.empty(), Optional.empty()), List.of(timeOfSettings(text), timeOfDefinition(text)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"16", "16mb", "16M", "16 MB", "1.5GB", "016MB", "1TB", "''", "[]"})
    void whatIsNoSizeIsNoneInEither(String text) throws IOException {
        assertEquals(
                List.of(OptionalLong.empty(), OptionalLong.empty()),
                List.of(sizeOfSettings(text), sizeOfDefinition(text)));
    }
}
