package dev.patrol.docs;

import dev.patrol.definition.RepositoryFiles;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableHead;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.IdGenerator;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.CustomNode;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/** What one Markdown file holds that can be wrong: links, code in the text, lines of code blocks, tables. */
final class MarkdownFile {
    private static final Parser PARSER = Parser.builder()
            .extensions(List.of(TablesExtension.create()))
            .includeSourceSpans(IncludeSourceSpans.BLOCKS_AND_INLINES)
            .build();

    /** Some text, and the line of the file it stands in. */
    record Piece(int line, String text) {}

    private final String path;
    private final Set<String> anchors = new HashSet<>();
    private final List<Piece> links = new ArrayList<>();
    private final List<Piece> code = new ArrayList<>();
    private final List<Piece> blockLines = new ArrayList<>();
    private final Tables tables = new Tables();

    private MarkdownFile(String path, String text) {
        this.path = path;
        Node document = PARSER.parse(text);
        document.accept(new Collector());
        document.accept(tables);
    }

    /** {@code path} is from the repository's root. */
    static MarkdownFile of(String path, String text) {
        return new MarkdownFile(path, text);
    }

    static MarkdownFile read(String path) {
        return of(path, RepositoryFiles.text(path));
    }

    static List<MarkdownFile> all(RepositoryTree tree) {
        return tree.files(".md").stream().map(MarkdownFile::read).toList();
    }

    String path() {
        return path;
    }

    /** {@code ""} for a file in the root. */
    String folder() {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    /** How a mistake is told: all of them at once, each with its place. */
    String at(Piece piece, String mistake) {
        return path + ":" + piece.line() + ": " + mistake;
    }

    /** What may stand behind {@code #} in a link to this file. */
    Set<String> anchors() {
        return anchors;
    }

    /** Where links and images lead. */
    List<Piece> links() {
        return links;
    }

    /** Code in the text and in tables. */
    List<Piece> code() {
        return code;
    }

    /** Lines of code blocks. A line goes on after a backslash, and where the next is indented and begins with a bracket. */
    List<Piece> blockLines() {
        return blockLines;
    }

    /** The cells below a head of that name, in all tables, each with the code in it. */
    List<List<Piece>> column(String head) {
        return tables.cells.stream()
                .filter(cell -> cell.head.equals(head))
                .map(cell -> code(cell.node))
                .toList();
    }

    private static List<Piece> code(Node node) {
        List<Piece> pieces = new ArrayList<>();
        node.accept(new AbstractVisitor() {
            @Override
            public void visit(Code code) {
                pieces.add(new Piece(line(code), code.getLiteral()));
            }
        });
        return pieces;
    }

    private static String text(Node node) {
        StringBuilder text = new StringBuilder();
        node.accept(new AbstractVisitor() {
            @Override
            public void visit(Text part) {
                text.append(part.getLiteral());
            }

            @Override
            public void visit(Code part) {
                text.append(part.getLiteral());
            }
        });
        return text.toString();
    }

    private static int line(Node node) {
        Node placed = node;
        while (placed.getSourceSpans().isEmpty()) {
            placed = placed.getParent();
        }
        return placed.getSourceSpans().get(0).getLineIndex() + 1;
    }

    private final class Collector extends AbstractVisitor {
        // GitHub's rule: letters, digits, hyphens and underscores stay; a second heading of one name gets -1.
        private final IdGenerator ids = IdGenerator.builder().build();

        @Override
        public void visit(Heading heading) {
            anchors.add(ids.generateId(text(heading)));
            visitChildren(heading);
        }

        @Override
        public void visit(Link link) {
            links.add(new Piece(line(link), link.getDestination()));
            visitChildren(link);
        }

        @Override
        public void visit(Image image) {
            links.add(new Piece(line(image), image.getDestination()));
        }

        @Override
        public void visit(Code part) {
            code.add(new Piece(line(part), part.getLiteral()));
        }

        @Override
        public void visit(FencedCodeBlock block) {
            int line = line(block);
            boolean goesOn = false;
            for (String text : block.getLiteral().lines().toList()) {
                line++;
                String begun = text.endsWith("\\") ? text.substring(0, text.length() - 1) : text;
                if (goesOn || line > line(block) + 1 && text.matches("\\s+\\[.*")) {
                    Piece before = blockLines.remove(blockLines.size() - 1);
                    blockLines.add(new Piece(before.line(), before.text() + " " + begun.strip()));
                } else {
                    blockLines.add(new Piece(line, begun));
                }
                goesOn = text.endsWith("\\");
            }
        }
    }

    private static final class Tables extends AbstractVisitor {
        private record Cell(String head, Node node) {}

        private final List<Cell> cells = new ArrayList<>();
        private List<String> heads = List.of();

        @Override
        public void visit(CustomNode node) {
            if (node instanceof TableHead head) {
                heads = children(head.getFirstChild()).map(MarkdownFile::text).toList();
            } else if (node instanceof TableCell cell) {
                int column = (int) Stream.iterate(cell.getPrevious(), before -> before != null, Node::getPrevious)
                        .count();
                cells.add(new Cell(column < heads.size() ? heads.get(column) : "", cell));
            } else {
                visitChildren(node);
            }
        }

        private static Stream<Node> children(Node parent) {
            return Stream.iterate(parent.getFirstChild(), child -> child != null, Node::getNext);
        }
    }
}
