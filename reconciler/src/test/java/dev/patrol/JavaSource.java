package dev.patrol;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.PackageTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** One Java file as the JDK's own compiler reads it; the tests that hold the shape of the code look at these. */
record JavaSource(String file, String text, CompilationUnitTree tree, SourcePositions positions) {
    /** Where each module has its own. */
    static final List<Path> MAIN = List.of(Path.of("src/main/java"), Path.of("pgedge/src/main/java"));

    static final List<Path> TEST = List.of(Path.of("src/test/java"), Path.of("pgedge/src/test/java"));

    /** All files below some directories, in the order of their names. */
    static List<JavaSource> under(List<Path> roots) {
        return roots.stream().flatMap(root -> under(root).stream()).toList();
    }

    private static List<JavaSource> under(Path root) {
        try (Stream<Path> paths = Files.walk(root)) {
            return parse(paths.filter(path -> path.toString().endsWith(".java"))
                    .sorted()
                    .map(path -> new Text(root.relativize(path).toString(), read(path)))
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JavaSource of(String file, String text) {
        return parse(List.of(new Text(file, text))).get(0);
    }

    private static List<JavaSource> parse(List<Text> texts) {
        DiagnosticCollector<JavaFileObject> mistakes = new DiagnosticCollector<>();
        JavacTask task = (JavacTask)
                ToolProvider.getSystemJavaCompiler().getTask(null, null, mistakes, List.of("-proc:none"), null, texts);
        SourcePositions positions = Trees.instance(task).getSourcePositions();
        List<JavaSource> sources = new ArrayList<>();
        try {
            for (CompilationUnitTree tree : task.parse()) {
                JavaFileObject file = tree.getSourceFile();
                String name = file.toUri().getPath().substring(1);
                sources.add(new JavaSource(name, file.getCharContent(true).toString(), tree, positions));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!mistakes.getDiagnostics().isEmpty()) {
            throw new IllegalArgumentException(mistakes.getDiagnostics().toString());
        }
        return sources;
    }

    /** The package below {@code dev.patrol}: {@code "remote.ssh"}, and {@code ""} for the root itself. */
    String packageName() {
        String name = tree.getPackageName() == null ? "" : tree.getPackageName().toString();
        return QualifiedName.of(name + ".*").patrolPackage().orElse("outside of dev.patrol: " + name);
    }

    boolean isPackageInfo() {
        return file.endsWith("package-info.java");
    }

    int lineCount() {
        return (int) text.lines().count();
    }

    int firstLine(Tree node) {
        return (int) tree.getLineMap().getLineNumber(positions.getStartPosition(tree, node));
    }

    int lastLine(Tree node) {
        return (int) tree.getLineMap().getLineNumber(positions.getEndPosition(tree, node) - 1);
    }

    /** Every name with a package in front of it, in imports and in the code. */
    Set<QualifiedName> qualifiedNames() {
        Set<QualifiedName> names = new LinkedHashSet<>();
        new TreeScanner<Void, Void>() {
            @Override
            public Void visitPackage(PackageTree node, Void unused) {
                return scan(node.getAnnotations(), unused);
            }

            @Override
            public Void visitMemberSelect(MemberSelectTree node, Void unused) {
                if (!isPlainName(node)) {
                    return super.visitMemberSelect(node, unused);
                }
                QualifiedName name = QualifiedName.of(node.toString());
                if (!name.packageName().isEmpty() && !name.typeName().isEmpty()) {
                    names.add(name);
                }
                return super.visitMemberSelect(node, unused);
            }
        }.scan(tree, null);
        return names;
    }

    private static boolean isPlainName(Tree node) {
        return node instanceof MemberSelectTree select
                ? isPlainName(select.getExpression())
                : node instanceof IdentifierTree;
    }

    private static String read(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Text extends SimpleJavaFileObject {
        private final String text;

        Text(String file, String text) {
            super(URI.create("memory:///" + file), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
