package dev.patrol.pgedge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** {@code patrol import pgedge} can be typed as the documents have it, and the page of the import has all of it. */
class ImportDocumentTest {
    private static final Path ROOT = Path.of("..", "..");
    private static final Pattern COMMAND = Pattern.compile("patrol import pgedge((?:[^`\n]|\n {4,})*)");
    private static final Pattern OPTION = Pattern.compile("--[a-z-]+");
    private static final Set<String> OF_ALL_COMMANDS = Set.of("--help", "-h", "--version", "-V");

    @Test
    void theSynopsisNamesEveryOption() throws IOException {
        Set<String> options = options();
        options.removeAll(OF_ALL_COMMANDS);

        assertEquals(options, mentioned(Files.readString(ROOT.resolve("reconciler/docs/import.md"))));
    }

    @Test
    void everyOptionInTheDocumentsIsThere() throws IOException {
        for (Path document : documents()) {
            assertTrue(options().containsAll(mentioned(Files.readString(document))), document::toString);
        }
    }

    @Test
    void lookedAtTheDocumentsAndFindsWhatIsNotThere() throws IOException {
        assertTrue(documents().contains(ROOT.resolve("README.md")), () -> "not where they should be: " + ROOT);
        assertEquals(
                Set.of("--inventory", "--overwrite"),
                mentioned("```\npatrol import pgedge --inventory X\n    [--overwrite]\n```\n`patrol plan --once`"));
    }

    private static List<Path> documents() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().endsWith(".md")).toList();
        }
    }

    private static Set<String> mentioned(String document) {
        return COMMAND.matcher(document)
                .results()
                .flatMap(command -> OPTION.matcher(command.group(1)).results())
                .map(option -> option.group())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> options() {
        return new TreeSet<>(new CommandLine(new PgedgeSource())
                .getCommandSpec()
                .optionsMap()
                .keySet());
    }
}
