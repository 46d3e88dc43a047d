package dev.patrol.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patrol.docs.MarkdownFile.Piece;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A link inside the repository leads to a file or folder that is there, and to a heading that is in it. */
class DocumentLinksTest {
    private static final RepositoryTree TREE = new RepositoryTree();
    private static final List<MarkdownFile> FILES = MarkdownFile.all(TREE);
    private static final Map<String, MarkdownFile> BY_PATH =
            FILES.stream().collect(Collectors.toMap(MarkdownFile::path, Function.identity()));

    @Test
    void everyLinkLeadsSomewhere() {
        assertEquals(
                List.of(),
                FILES.stream().flatMap(DocumentLinksTest::mistakes).sorted().toList());
    }

    @Test
    void lookedAtTheFiles() {
        assertTrue(BY_PATH.keySet().containsAll(List.of("README.md", "reconciler/docs/definition.md")));
        assertTrue(FILES.stream().mapToInt(file -> file.links().size()).sum() > 50);
    }

    @Test
    void findsLinksThatLeadNowhere() {
        MarkdownFile planted = MarkdownFile.of("examples/lab/README.md", """
                # A lab of `real` nodes, really
                [good](../../README.md#how-it-works), [a folder](../plain), [here](#a-lab-of-real-nodes-really),
                [a list](../../reconciler/docs/json.md) and [elsewhere](https://www.postgresql.org/docs/#nowhere)
                [file](../../reconciler/docs/jason.md), [heading](../../README.md#how-it-wrks), [here](#a-lab)

                | a | b |
                | --- | --- |
                | c | [out](../../../README.md) ![picture](/logo.png) [inside a file](lab#usage) |
                """);

        assertEquals(
                List.of(
                        "examples/lab/README.md:4: no file or folder 'reconciler/docs/jason.md'",
                        "examples/lab/README.md:4: no heading '#how-it-wrks' in README.md",
                        "examples/lab/README.md:4: no heading '#a-lab' in examples/lab/README.md",
                        "examples/lab/README.md:8: no file or folder '../README.md'",
                        "examples/lab/README.md:8: no file or folder '/logo.png'",
                        "examples/lab/README.md:8: no heading '#usage' in examples/lab/lab"),
                mistakes(planted).toList());
    }

    private static Stream<String> mistakes(MarkdownFile file) {
        return file.links().stream()
                .flatMap(link -> mistake(file, link).stream().map(mistake -> file.at(link, mistake)));
    }

    private static Optional<String> mistake(MarkdownFile file, Piece link) {
        URI destination = URI.create(link.text());
        if (destination.isAbsolute()) {
            return Optional.empty();
        }
        String target = destination.getPath().isEmpty()
                ? file.path()
                : RepositoryTree.resolve(file.folder(), destination.getPath());
        if (!TREE.has(target)) {
            return Optional.of("no file or folder '" + target + "'");
        }
        String heading = destination.getFragment();
        if (heading != null && !hasHeading(target.equals(file.path()) ? file : BY_PATH.get(target), heading)) {
            return Optional.of("no heading '#" + heading + "' in " + target);
        }
        return Optional.empty();
    }

    // Only Markdown has headings.
    private static boolean hasHeading(MarkdownFile target, String heading) {
        return target != null && target.anchors().contains(heading);
    }
}
