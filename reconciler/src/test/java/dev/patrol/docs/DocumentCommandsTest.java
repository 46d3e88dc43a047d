package dev.patrol.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patrol.definition.RepositoryFiles;
import dev.patrol.docs.MarkdownFile.Piece;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Commands in the documents can be typed as they stand there: the command exists, and so do its options. */
class DocumentCommandsTest {
    private static final RepositoryTree TREE = new RepositoryTree();
    private static final KnownCommands COMMANDS = new KnownCommands(TREE);
    private static final List<MarkdownFile> FILES = MarkdownFile.all(TREE);
    private static final Pattern LAB_FUNCTION = Pattern.compile("(?m)^command_([a-z]+)\\(\\)");

    @Test
    void everyCommandCanBeTyped() {
        assertEquals(
                List.of(),
                FILES.stream().flatMap(DocumentCommandsTest::mistakes).toList());
    }

    @Test
    void theLabsPageListsItsCommandsWithTheirOptions() {
        Map<String, Set<String>> listed = new TreeMap<>();
        for (List<Piece> cell : MarkdownFile.read("examples/lab/README.md").column("command")) {
            Set<String> options =
                    ScriptHelp.options(cell.stream().map(Piece::text).toList());
            cell.forEach(piece -> listed.put(piece.text().split(" ")[0], options));
        }

        assertEquals(new TreeMap<>(COMMANDS.labCommands()), listed);
    }

    @Test
    void theLabListsTheCommandsThatItHas() {
        Set<String> functions = TREE.files("").stream()
                .filter(file -> file.matches("examples/lab/[a-z]+(\\.sh)?"))
                .flatMap(
                        file -> LAB_FUNCTION.matcher(RepositoryFiles.text(file)).results())
                .map(function -> function.group(1))
                .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(functions, new TreeSet<>(COMMANDS.labCommands().keySet()));
    }

    @Test
    void lookedAtTheFiles() {
        List<String> seen = new ArrayList<>();
        for (MarkdownFile file : FILES) {
            Stream.concat(file.blockLines().stream(), file.code().stream())
                    .flatMap(line -> CommandLines.of(line.text()).stream())
                    .forEach(words -> seen.add(String.join(" ", words)));
        }

        assertTrue(seen.contains("patrol plan --repo https://git.example.com/databases/clusters.git"));
        assertTrue(seen.contains("patrol import pgedge --inventory FILE-or-DIR --layout documented --platform Debian"
                + " --output DIR --force"));
        assertTrue(seen.contains("./lab env"));
        assertTrue(seen.contains("examples/quickstart.sh"));
    }

    @Test
    void findsCommandsThatCannotBeTyped() {
        MarkdownFile planted = MarkdownFile.of("examples/lab/README.md", """
                ```
                $ patrol plan --repo DIR --fromat json     # --nothing
                runuser -u patrol -- FLEET=x patrol aply && ./lab up --nodes 3 --sweet trixie
                ExecStart=/usr/bin/patrol status --metrics-textfile ${FILE} --watch
                patrol render [--explain]
                patrol: building, see --this
                ./selftst.sh && \\
                  mvn -q test \\
                  -Dtest=LostTest
                systemctl enable --now patrol
                ```
                `patrol import pgedge`, `patrol improt`, `patrol`, `patrol …`, `node.sh`, `examples/lab/lab boot`, `lab exec pg1 ls --all`

                | `reconciler/verify.sh --quick` | `./verify.sh --quick` | `examples/forecast.py --write --wright` |
                | --- | --- | --- |
                | `reconciler/verify.sh --fast` | `mvn test -Pother -Dtest=DocumentCommandsTest#nothing,NoTest -Dpatrol.what=1` | `-Dpatrol.other` |
                """);

        assertEquals(
                List.of(
                        "examples/lab/README.md:2: Unknown options: '--fromat', 'json'",
                        "examples/lab/README.md:3: Unmatched argument at index 0: 'aply'",
                        "examples/lab/README.md:3: 'lab up' has no option '--sweet'",
                        "examples/lab/README.md:4: Unknown option: '--watch'",
                        "examples/lab/README.md:5: Missing required parameter for option '--explain' (KEY)",
                        "examples/lab/README.md:7: no script 'selftst.sh'",
                        "examples/lab/README.md:7: no test class 'LostTest'",
                        "examples/lab/README.md:12: Unmatched argument at index 0: 'improt'",
                        "examples/lab/README.md:12: the lab has no command 'boot'",
                        "examples/lab/README.md:14: no script 'verify.sh'",
                        "examples/lab/README.md:14: examples/forecast.py has no option '--wright'",
                        "examples/lab/README.md:16: reconciler/verify.sh has no option '--fast'",
                        "examples/lab/README.md:16: no profile 'other'",
                        "examples/lab/README.md:16: no test 'nothing' in DocumentCommandsTest",
                        "examples/lab/README.md:16: no test class 'NoTest'",
                        "examples/lab/README.md:16: nothing reads the property 'patrol.what'",
                        "examples/lab/README.md:16: nothing reads the property 'patrol.other'"),
                mistakes(planted).toList());
    }

    private static Stream<String> mistakes(MarkdownFile file) {
        Stream<String> inBlocks = file.blockLines().stream()
                .flatMap(line -> CommandLines.of(line.text()).stream()
                        .flatMap(words -> COMMANDS.mistakes(file.folder(), words))
                        .map(mistake -> file.at(line, mistake)));
        Stream<String> inText = file.code().stream()
                .flatMap(code -> CommandLines.of(code.text()).stream()
                        .flatMap(words -> COMMANDS.mistakesInMention(file.folder(), words))
                        .map(mistake -> file.at(code, mistake)));
        return Stream.concat(inBlocks, inText);
    }
}
