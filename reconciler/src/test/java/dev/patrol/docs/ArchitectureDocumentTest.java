package dev.patrol.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.patrol.docs.MarkdownFile.Piece;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is written for those who change Patrol names all of its packages, and only types that there are. */
class ArchitectureDocumentTest {
    private static final RepositoryTree TREE = new RepositoryTree();
    private static final String ARCHITECTURE = "reconciler/docs/architecture.md";
    private static final Pattern PACKAGE =
            Pattern.compile("reconciler/(?:pgedge/)?src/main/java/dev/patrol/(.+)/package-info\\.java");
    private static final Pattern FOR_DEVELOPERS =
            Pattern.compile("reconciler/docs/(?:architecture|contributing|decisions/.*)\\.md");

    private static final Pattern TYPE = Pattern.compile("(?:[A-Z][a-z0-9]+)+(?:Test|IT)?");

    /** Of the JDK, and the end of the names of what changes a cluster. */
    private static final Set<String> NOT_OUR_TYPES = Set.of("ServiceLoader", "NoSuchMethodError", "Control");

    @Test
    void everyPackageStandsInItsTable() {
        assertEquals(packages(), documentedPackages(MarkdownFile.read(ARCHITECTURE)));
    }

    @Test
    void everyTypeIsThere() {
        List<String> mistakes = MarkdownFile.all(TREE).stream()
                .filter(file -> FOR_DEVELOPERS.matcher(file.path()).matches())
                .flatMap(ArchitectureDocumentTest::mistakes)
                .toList();

        assertEquals(List.of(), mistakes);
    }

    @Test
    void findsNamesThatAreNotThere() {
        MarkdownFile planted = MarkdownFile.of(ARCHITECTURE, """
                `NewOrRunning`, `RolloutIT`, `Situations`, `plan`, `DCS`

                | layer | package |
                | --- | --- |
                | top | (root) with `MainWire` |
                | | `remote.ssh`, `.rest` |
                """);

        assertEquals(
                List.of(
                        "reconciler/docs/architecture.md:1: no type 'Situations'",
                        "reconciler/docs/architecture.md:5: no type 'MainWire'"),
                mistakes(planted).toList());
        assertEquals(Set.of("MainWire", "remote.ssh", "remote.rest"), documentedPackages(planted));
    }

    private static Stream<String> mistakes(MarkdownFile file) {
        return file.code().stream()
                .filter(code -> TYPE.matcher(code.text()).matches())
                .filter(code -> !NOT_OUR_TYPES.contains(code.text()))
                .filter(code -> !TREE.hasFileNamed(code.text() + ".java"))
                .map(code -> file.at(code, "no type '" + code.text() + "'"));
    }

    private static Set<String> documentedPackages(MarkdownFile file) {
        Set<String> names = new TreeSet<>();
        for (List<Piece> cell : file.column("package")) {
            String parent = "";
            for (Piece piece : cell) {
                String name = piece.text().startsWith(".") ? parent + piece.text() : piece.text();
                parent = name.replaceFirst("\\..*", "");
                names.add(name);
            }
        }
        return names;
    }

    private static Set<String> packages() {
        Set<String> names = new TreeSet<>();
        for (String file : TREE.files("/package-info.java")) {
            Matcher matcher = PACKAGE.matcher(file);
            if (matcher.matches()) {
                names.add(matcher.group(1).replace('/', '.'));
            }
        }
        return names;
    }
}
